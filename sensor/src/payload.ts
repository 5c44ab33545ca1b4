/** What is sent, as parts of text: what can be read at once and without asking the page's code. */
import { blobsIn } from "../guard/joined.js";
import { readBy } from "../guard/reading.js";
import type { Part, Place } from "./match.js";
import { filenameOf } from "./natives.blob.js";
import { matched, textIn } from "./natives.bytes.js";
import { free, hrefOf, isArray, list, own, ownKeys, slice, weak } from "./natives.js";

const MOST = 100_000; // characters of one part
const MOST_IN_PARTS = 1_000_000;
const OVERLAP = 2_000;
const MOST_PIECES = 100;

/** Parts of one payload as they are read. */
export interface Payload {
  readonly parts: Part[];
  whole: boolean;
}

/** What blobs and requests were made of. */
const insides = weak<object, unknown>();
export const remember = (thing: object, of: unknown): void => void insides.set(thing, of);

const searchText = free("URLSearchParams", "toString");
const eachEntry = free("FormData", "forEach");
const eachHeader = free("Headers", "forEach");
export function add(to: Payload, where: Place, said: string, chain = ""): void {
  const most = GUARD ? MOST_IN_PARTS : MOST;
  if (said.length > most) to.whole = false;
  // of a long text the guard reads what it has time for, and no value may be cut
  for (let at = 0; at < said.length && at < most; at += GUARD ? MOST - OVERLAP : MOST)
    to.parts[to.parts.length] = { text: slice(said, at, at + MOST), where, chain };
}

const PLACES = list<Place>("host", "url-path", "url-query", "url-fragment");
/** Host, path, query and fragment of an address. */
export function addAddress(to: Payload, url: string): void {
  const found = matched(/^(?:[^:/?#]+:)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#[^]*)?/, url);
  for (let i = 0; i < 4; i++) add(to, PLACES[i] as Place, found?.[i + 1] ?? "");
}

/** Text of a body of one sort; undefined where it isn't read. Those that throw are for other sorts. */
const readers: readonly ((body: unknown, to: Payload) => unknown)[] = [
  searchText,
  (body, to) => {
    let text = "";
    let files = false;
    eachEntry(body, (value: unknown, name: unknown) => {
      if (typeof value === "string") text += (name as string) + "=" + value + "\n";
      else {
        files = true;
        if (GUARD) text += filenameOf(value as object) + "\n";
      }
    });
    if (!GUARD || !files) return files ? undefined : text;
    add(to, "body", text);
    const blobs = blobsIn(body as object);
    for (let i = 0; i < blobs.length; i++) addBody(to, blobs[i]);
    return blobs.length ? "" : undefined;
  },
  (body) => textIn(body, 0, MOST),
  (body) => textIn(body, 1, MOST),
  (body) => hrefOf(body) && "",
];

/** A body of any sort; one that can't be read leaves the payload not wholly read. */
export function addBody(to: Payload, body: unknown): void {
  if (typeof body === "string") add(to, "body", body);
  if (typeof body !== "object" || body === null) return;
  const inside = insides.get(body);
  if (isArray(inside)) {
    for (let i = 0; i < inside.length; i++) {
      if (i < MOST_PIECES) addBody(to, own(inside, i));
      else to.whole = false;
    }
  } else if (inside !== undefined) addBody(to, inside);
  else {
    let said: unknown = GUARD ? readBy(to, body) : undefined;
    for (let i = 0; said === undefined && i < readers.length; i++) {
      try {
        said = readers[i]?.(body, to);
        break;
      } catch {
        continue; // another sort of object
      }
    }
    if (typeof said === "string") add(to, "body", said);
    else to.whole = false;
  }
}

/** Values of the headers that a script sets: pairs, an object, or `Headers`. */
export function addHeaders(to: Payload, headers: unknown): void {
  if (typeof headers !== "object" || headers === null) return;
  const header = (value: unknown): void => {
    if (typeof value === "string") add(to, "header", value);
  };
  try {
    eachHeader(headers, header);
  } catch {
    const names = ownKeys(headers);
    for (let i = 0; i < names.length && i < MOST_PIECES; i++) {
      const value = own(headers, names[i] ?? "");
      header(isArray(value) ? own(value, 1) : value);
    }
  }
}
