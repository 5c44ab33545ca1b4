/**
 * Which kinds of what was typed each call sends. A call's parts are kept and looked through in a
 * task of their own, so that sending waits for nothing and the page's tasks stay as they were.
 */
import { barePart } from "./bare.js";
import { json, type Plain } from "./json.js";
import { type Found, type Result, search } from "./match.js";
import type { Known } from "./match.known.js";
import { swap, test } from "./natives.bytes.js";
import { bare, find, later, list, now } from "./natives.js";
import { addAddress, addBody, addHeaders, type Payload } from "./payload.js";
import { withKept } from "../guard/handover.js";
import { withKeys } from "../guard/pressed.js";
import { typed } from "./typed.js";
import type { Datum } from "./vocabulary.js";
import type { Sent } from "./watch.js";
import { safely } from "./wrap.js";

const PAUSE = 100; // milliseconds between two searches
const MOST_TIME = 10; // milliseconds that one may take; ten times as many when all must be told
const MOST_WAITING = 100;
const MOST_DATA = 20;

/** Which kinds of what was typed one call sends. */
export interface Sending {
  /** The same for the same data. */
  readonly key: string;
  readonly data: readonly Datum[];
  /** 1 where not all of it could be read. */
  readonly unread: number;
}

type Told = (had: Sending) => void;

export interface Sifter {
  /** Looks through what waits; `all`: now. */
  readonly work: (all: boolean) => void;
  /** Tells what is in a call, later. */
  readonly take: (told: Told, call?: Sent) => void;
  /** In the guard: what is typed, and what was found in the words that leave the page. */
  typed?: () => readonly Known[];
  said?: (result: Result) => Sending;
}

interface Waiting extends Payload {
  readonly url: string;
  readonly told: Told;
  /** What the guard has found already. */
  readonly given?: Result;
}

/** Looks through calls for what is typed from now on. */
export function sifter(): Sifter {
  const typedOnes = GUARD ? withKept(withKeys(typed())) : typed();
  let queue = list<Waiting>();
  let due = false;

  function sift(call: Waiting, late: boolean): Sending {
    const given = GUARD ? call.given : undefined;
    const data = list<Datum>();
    const values = call.url === "" ? list<Known>() : typedOnes();
    let key = "";
    if (!values.length) return { key, data, unread: 0 };
    if (!given) addAddress(call, call.url);
    const { found, whole } = given ?? search(late ? list() : call.parts, values);
    for (let i = 0; i < found.length && i < MOST_DATA; i++) {
      const { one, where, certainty, encoding } = found[i] as Found;
      const field = swap(/\S+/g, one.words, (word) => barePart(word[0]));
      const words = list<string>();
      swap(/\S+/g, encoding, (word) => (words[words.length] = word[0]));
      const datum: Datum = bare({ field, where, encoding: words, certainty });
      const said = json(datum as unknown as Plain) + "\n";
      if (find(key, said) >= 0) continue;
      data[data.length] = datum;
      key += said;
    }
    return { key, data, unread: +!(whole && call.whole && !late) };
  }

  /** Looks through what waits; `all`: what there is no time for is said to be unread. */
  function work(all: boolean): void {
    const until = now() + (all ? 10 * MOST_TIME : MOST_TIME);
    const old = queue;
    queue = list();
    for (let i = 0; i < old.length; i++) {
      const one = old[i] as Waiting;
      const late = now() > until;
      if (late && !all) queue[queue.length] = one;
      else one.told(sift(one, late));
    }
    test(/^/, ""); // `RegExp.lastMatch` says nothing of it
    due = queue.length > 0;
    if (due) later(tick, PAUSE);
  }
  const tick = (): void => {
    safely(() => {
      work(false);
    });
  };

  const sifting: Sifter = {
    work,
    take(told: Told, call?: Sent): void {
      const one: Waiting = { parts: list(), whole: true, told, url: call?.url ?? "" };
      if (!call || queue.length < MOST_WAITING) {
        addHeaders(one, call?.headers);
        addBody(one, call?.body);
      } else one.whole = false;
      queue[queue.length] = one;
      if (due) return;
      due = true;
      later(tick, PAUSE);
    },
  };
  if (GUARD) {
    sifting.typed = typedOnes;
    sifting.said = (given) =>
      sift({ parts: list(), whole: true, told: () => undefined, url: "-", given }, false);
  }
  return sifting;
}
