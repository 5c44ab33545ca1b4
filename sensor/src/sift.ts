/** Which kinds of what was typed one call sends, for as much time as a page can spare. */
import { barePart } from "./bare.js";
import { NOTHING, type Sending, type Sifter } from "./channel.live.js";
import { json, type Plain } from "./json.js";
import { search } from "./match.js";
import { ticked } from "./natives.bytes.js";
import { bare, find, list } from "./natives.js";
import { addAddress, addBody, addHeaders, type Payload, remember } from "./payload.js";
import { typed } from "./typed.js";
import type { Datum } from "./vocabulary.js";
import type { Sent } from "./watch.js";

const MOST_SPARED = 200; // milliseconds that searching may take at once
const SHARE = 0.1; // of the time that passes
const MOST_DATA = 20;

/** Looks through calls for what is typed from now on. */
export function sifter(): Sifter {
  const typedOnes = typed();
  let spared = MOST_SPARED;
  let at = ticked();

  function sift({ url, body, headers }: Sent): Sending {
    const values = typedOnes();
    if (values.length === 0) return NOTHING;
    const start = ticked();
    spared += (start - at) * SHARE;
    if (spared > MOST_SPARED) spared = MOST_SPARED;
    at = start;
    if (spared < 0) return { key: "", data: list(), unread: 1 };
    const payload: Payload = { parts: list(), whole: true };
    addAddress(payload, url);
    addHeaders(payload, headers);
    addBody(payload, body);
    const { found, whole } = search(payload.parts, values);
    spared -= ticked() - start;
    const data = list<Datum>();
    let key = "";
    for (let i = 0; i < found.length && data.length < MOST_DATA; i++) {
      const {
        one: {
          value: { kind, key: field },
        },
        where,
        certainty,
        encoding,
      } = found[i] as (typeof found)[0];
      const one: Datum = bare({ kind, field: barePart(field), where, encoding, certainty });
      const said = json(one as unknown as Plain);
      if (find("\n" + key, "\n" + said + "\n") >= 0) continue;
      data[data.length] = one;
      key += said + "\n";
    }
    return { key, data, unread: whole && payload.whole ? 0 : 1 };
  }
  return { sift, made: remember };
}
