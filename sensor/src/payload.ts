/** What is sent, as parts of bytes: what can be read at once and without asking the page's code. */
import { nameOf, textOf } from "./field.text.js";
import type { Part, Place } from "./match.js";
import { Bytes, chr, utf8, viewed } from "./natives.bytes.js";
import { find, free, getting, isArray, own, ownKeys, slice, weak, win } from "./natives.js";

const MOST = 100_000; // characters of one part; a text of three times as many bytes at most
const MOST_PIECES = 100;

/** Parts of one payload as they are read. */
export interface Payload {
  readonly parts: Part[];
  whole: boolean;
}

/** What blobs and requests were made of. */
const insides = weak<object, unknown>();
export const remember = (thing: object, of: unknown): void => void insides.set(thing, of);

const searchText = free(win.URLSearchParams.prototype, "toString");
const eachEntry = free(win.FormData.prototype, "forEach");
const eachHeader = free(win.Headers.prototype, "forEach");
const bufferSize = getting(win.ArrayBuffer.prototype, "byteLength");
const addressOf = getting(win.URL.prototype, "href");
const askedBy = getting(win.Request.prototype, "method");
const elementsOf = getting(win.HTMLFormElement.prototype, "elements");
const methodOf = getting(win.HTMLFormElement.prototype, "method");
const lengthOf = getting(win.HTMLCollection.prototype, "length");
const item = free(win.HTMLCollection.prototype, "item");

function addText(to: Payload, where: Place, said: string): void {
  if (said.length > MOST) to.whole = false;
  const text = utf8(slice(said, 0, MOST));
  if (text !== "") to.parts[to.parts.length] = { text, where };
}

function addBytes(to: Payload, buffer: unknown, start: number, size: number): void {
  const most = size > MOST ? MOST : size;
  const bytes = new Bytes(buffer as ArrayBuffer, start, most);
  let text = "";
  for (let i = 0; i < most; i++) text += chr(bytes[i] as number);
  if (size > most) to.whole = false;
  to.parts[to.parts.length] = { text, where: "body" };
}

/** Host, path, query and fragment of an address. */
export function addAddress(to: Payload, url: string): void {
  const hash = find(url, "#");
  const bare = hash < 0 ? url : slice(url, 0, hash);
  const mark = find(bare, "?");
  const place = mark < 0 ? bare : slice(bare, 0, mark);
  const slashes = find(place, "//");
  const rest = slashes < 0 ? place : slice(place, slashes + 2);
  const end = slashes < 0 ? 0 : find(rest, "/");
  if (slashes >= 0) addText(to, "host", end < 0 ? rest : slice(rest, 0, end));
  if (end >= 0) addText(to, "url-path", slice(rest, end));
  if (mark >= 0) addText(to, "url-query", slice(bare, mark + 1));
  if (hash >= 0) addText(to, "url-fragment", slice(url, hash + 1));
}

const entry = (name: string, value: string): string => '"' + name + '"\r\n\r\n' + value + "\r\n";

/** Text fields of a form element, as they would be sent. */
function addForm(to: Payload, form: unknown): boolean {
  const elements = elementsOf(form);
  const size = lengthOf(elements) as number;
  let text = "";
  for (let i = 0; i < size && i < MOST_PIECES; i++) {
    const node = item(elements, i);
    text += entry(nameOf(node), textOf(node));
  }
  addText(to, methodOf(form) === "get" ? "url-query" : "body", text);
  return true;
}

/** Those that throw are for other kinds of objects. */
const readers: readonly ((body: unknown, to: Payload) => boolean)[] = [
  (body, to) => {
    addText(to, "body", searchText(body) as string);
    return true;
  },
  (body, to) => {
    let text = "";
    eachEntry(body, (value: unknown, name: unknown) => {
      if (typeof value === "string") text += entry(name as string, value);
      else to.whole = false; // a file
    });
    addText(to, "body", text);
    return true;
  },
  (body, to) => {
    addBytes(to, body, 0, bufferSize(body) as number);
    return true;
  },
  (body, to) => {
    const view = viewed(body);
    if (view === undefined) return false;
    addBytes(to, view.buffer, view.start, view.size);
    return true;
  },
  (body, to) => addForm(to, body),
  (body) => {
    const method = askedBy(body);
    return method === "GET" || method === "HEAD";
  },
  (body) => addressOf(body) !== undefined,
];

/** A body of any kind; one that can't be read leaves the payload not wholly read. */
export function addBody(to: Payload, body: unknown): void {
  if (typeof body === "string") addText(to, "body", body);
  if (typeof body !== "object" || body === null) return;
  const inside = insides.get(body);
  if (inside !== undefined) addInside(to, inside);
  else if (!isRead(to, body)) to.whole = false;
}

function isRead(to: Payload, body: unknown): boolean {
  for (let i = 0; i < readers.length; i++) {
    try {
      if (readers[i]?.(body, to) === true) return true;
    } catch {
      continue; // another kind of object
    }
  }
  return false;
}

/** Pieces of a blob, or what a request was made of. */
function addInside(to: Payload, inside: unknown): void {
  if (!isArray(inside)) {
    addBody(to, inside);
    return;
  }
  if (inside.length > MOST_PIECES) to.whole = false;
  for (let i = 0; i < inside.length && i < MOST_PIECES; i++) addBody(to, own(inside, i));
}

/** Values of the headers that a script sets: pairs, an object, or `Headers`. */
export function addHeaders(to: Payload, headers: unknown): void {
  if (typeof headers !== "object" || headers === null) return;
  const header = (value: unknown): void => {
    if (typeof value === "string") addText(to, "header", value);
  };
  if (isArray(headers)) {
    for (let i = 0; i < headers.length && i < MOST_PIECES; i++) header(own(headers[i], 1));
    return;
  }
  try {
    eachHeader(headers, header);
  } catch {
    const names = ownKeys(headers);
    for (let i = 0; i < names.length && i < MOST_PIECES; i++) header(own(headers, names[i] ?? ""));
  }
}
