/**
 * What sent blobs and forms with files hold. The debugger asks the page for these bytes, and a page
 * that goes away gives no answer; nor can anyone read a blob at once. So they are copied as blobs
 * are made, kept in the page's memory only, and said with the call that sends them.
 */
import { arg, type Args, bare, isArray, list, own, weak } from "./natives.js";
import * as blobs from "./natives.blob.js";
import type { Content, Piece } from "./vocabulary.js";

const MOST_OF_ONE = 2_000_000; // bytes of a blob, and of a body
const MOST_IN_ALL = 20_000_000; // bytes that a document has copied, and that it has said
const MOST_PIECES = 200;
const MOST_PARTS = 50_000; // of a blob
const MOST_REQUESTS = 3; // one made of another
const UNNAMED_TYPE = "application/octet-stream";

const { byteLength, sizeOf, typeOf, utf8 } = blobs;
type Said = Omit<Content, "t" | "id">;
/** Blobs put into a form, which gives out another object for each every time it is asked. */
type Joined = ({ readonly name: string; readonly file: object } | undefined)[];

const held = weak<object, Uint8Array>();
const askedWith = weak<object, unknown>();
const forms = weak<object, Joined>();
let copied = 0;
let said = 0;

/** Bytes of one part of a blob; undefined for what only the page's code could tell. */
function part(value: unknown): Uint8Array | undefined {
  if (typeof value === "object" && value !== null) return held.get(value) ?? blobs.bytesOf(value);
  const plain = typeof value !== "symbol" && typeof value !== "function";
  return plain ? utf8("" + (value as number)) : undefined;
}

/** Copies what a blob of `size` bytes was made of; kept only where it comes to that size. */
function hold(blob: object, size: number, parts: unknown): void {
  if (!isArray(parts) || size > MOST_OF_ONE || copied + size > MOST_IN_ALL) return;
  copied += size;
  const all = blobs.zeros(size);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    const bytes = part(own(parts, i));
    if (bytes === undefined || i > MOST_PARTS || at + byteLength(bytes) > size) return;
    blobs.copyInto(all, bytes, at);
    at += byteLength(bytes);
  }
  if (at === size) held.set(blob, all);
}

/** Remembers what a blob or a request was made of. */
export function remember(thing: object, of: unknown): void {
  const size = sizeOf(thing);
  if (size === undefined) askedWith.set(thing, of);
  else hold(thing, size, of);
}

/** Remembers a file put into a form; `alone` where it takes the place of others of its name. */
export function join(form: object, args: Args, alone: boolean): undefined {
  const name = arg(args, 0);
  const file = arg(args, 1);
  if (typeof name !== "string" || typeof file !== "object" || sizeOf(file) === undefined) return;
  const files: Joined = forms.get(form) ?? list();
  for (let i = 0; alone && i < files.length; i++) if (files[i]?.name === name) files[i] = undefined;
  if (files.length < MOST_PIECES) files[files.length] = bare({ name, file: file as object });
  forms.set(form, files);
}

/** Bytes of a file as a form gives it out: those of the first blob left of its name and kind. */
function joined(file: object, name: string, left: Joined): Uint8Array | undefined {
  for (let i = 0; i < left.length; i++) {
    const one = left[i];
    if (one?.name !== name || sizeOf(one.file) !== sizeOf(file)) continue;
    if (typeOf(one.file) !== typeOf(file)) continue;
    left[i] = undefined;
    return held.get(one.file);
  }
  return held.get(file);
}

/** Takes pieces until a body is too long; what is left out makes it less than whole. */
function gathering(form: boolean) {
  const pieces = list<Piece>();
  const content = { form, whole: true, pieces };
  let room = MOST_OF_ONE;
  const take = (name: string, filename: string, type: string, bytes?: Uint8Array): void => {
    const size = bytes === undefined ? 0 : byteLength(bytes);
    const fits = size <= room && said + size <= MOST_IN_ALL && pieces.length < MOST_PIECES;
    const data = fits && bytes !== undefined ? blobs.base64(bytes) : undefined;
    if (data === undefined) content.whole = false;
    if (!fits) return;
    room -= size;
    said += size;
    pieces[pieces.length] = bare({ name, filename, type, data: (data ?? "") as string });
  };
  return { take, content };
}

function ofForm(form: object, files: Joined): Said {
  const { take, content } = gathering(true);
  const left: Joined = list();
  for (let i = 0; i < files.length; i++) left[i] = files[i];
  blobs.eachEntry(form, (value: string | object, name: string) => {
    if (typeof value === "string") take(name, "", "", utf8(value));
    else {
      const type = typeOf(value) || UNNAMED_TYPE;
      take(name, blobs.filenameOf(value), type, joined(value, name, left));
    }
  });
  return content;
}

/** What a body with blobs in it holds; undefined for one that the debugger gives by itself. */
export function contentOf(body: unknown): Said | undefined {
  let thing = body;
  for (let i = 0; i <= MOST_REQUESTS && typeof thing === "object" && thing !== null; i++) {
    const files = forms.get(thing);
    if (files !== undefined) return ofForm(thing, files);
    const bytes = held.get(thing);
    if (bytes !== undefined) {
      const { take, content } = gathering(false);
      take("", "", "", bytes);
      return content;
    }
    thing = askedWith.get(thing);
  }
  return undefined;
}
