/** Bodies that only the guard reads: bytes and what is packed in them, documents, forms. */
import { isField } from "../src/field.js";
import { nameOf, textOf } from "../src/field.text.js";
import { add, type Payload } from "../src/payload.js";
import { bytesOf } from "../src/natives.blob.js";
import { textIn } from "../src/natives.bytes.js";
import { attempt } from "./natives.js";
import { find, free, getting, win } from "../src/natives.js";
import { unpack } from "./inflate.js";
import { nodeType } from "./nodes.js";

const MOST = 1_000_000; // bytes that are read as text
const MOST_FIELDS = 200;
const elementsOf = getting("HTMLFormElement", "elements");
const lengthOf = getting("HTMLCollection", "length");
const item = free("HTMLCollection", "item");
const serializer = /* @__PURE__ */ new win.XMLSerializer();
const markupOf = free("XMLSerializer", "serializeToString");
const DOCUMENT = 9;

/** Text of such a body; undefined for any other. */
export function readBy(to: Payload, body: object): string | undefined {
  const bytes = bytesOf(body);
  if (bytes) {
    const said = textIn(bytes, 1, MOST);
    let found = false;
    if (said === undefined || find(said, "\ufffd") >= 0)
      unpack(bytes, (text, chain, whole) => {
        add(to, "body", text, chain);
        found = true;
        if (!whole) to.whole = false;
      });
    return found ? "" : said;
  }
  const fields = attempt(() => elementsOf(body));
  if (!fields)
    return attempt(() => nodeType(body)) === DOCUMENT
      ? (markupOf(serializer, body) as string)
      : undefined;
  let text = "";
  for (let i = 0; i < (lengthOf(fields) as number) && i < MOST_FIELDS; i++) {
    const field = item(fields, i);
    if (isField(field)) text += nameOf(field) + "=" + textOf(field) + "\n";
  }
  return text;
}
