/** The browser's own functions for bytes, blobs and files, which the live sensor doesn't need; taken as early. */
import { code } from "./natives.bytes.js";
import { attempt, sizeOf } from "../guard/natives.js";
import { free, getPrototypeOf, getting, own, win } from "./natives.js";

export { sizeOf };

const Bytes = Uint8Array;
const typed = /* @__PURE__ */ getPrototypeOf(Bytes.prototype) as object;
const isView = /* @__PURE__ */ own(ArrayBuffer, "isView") as (value: unknown) => boolean;
const lengthOf = /* @__PURE__ */ getting("ArrayBuffer", "byteLength") as (
  buffer: unknown,
) => number;
const encode = free("TextEncoder", "encode");
const encoder = /* @__PURE__ */ new win.TextEncoder();

const viewed = (proto: object) => {
  const buffer = getting(proto, "buffer");
  const at = getting(proto, "byteOffset");
  const length = getting(proto, "byteLength");
  return (view: unknown): Uint8Array | undefined =>
    attempt(
      () => new Bytes(buffer(view) as ArrayBuffer, at(view) as number, length(view) as number),
    );
};
const ofTyped = /* @__PURE__ */ viewed(typed);
const ofDataView = /* @__PURE__ */ viewed(DataView.prototype);
/** The bytes that a buffer or a view of one stands for, not copied; undefined for anything else. */
export const bytesOf = (value: object): Uint8Array | undefined =>
  isView(value)
    ? (ofTyped(value) ?? ofDataView(value))
    : attempt(() => new Bytes(value as ArrayBuffer, 0, lengthOf(value)));

const bufferOf = /* @__PURE__ */ getting(typed, "buffer");
/** The first of some bytes, not copied. */
export const headOf = (bytes: Uint8Array, size: number): Uint8Array =>
  new Bytes(bufferOf(bytes) as ArrayBuffer, 0, size);
/** So many bytes, all 0. */
export const zeros = (length: number): Uint8Array => new Bytes(length);
/** Text of single bytes as those bytes. */
export function listed(text: string): Uint8Array {
  const bytes = new Bytes(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = code(text, i);
  return bytes;
}
export const byteLength = getting(typed, "byteLength") as (bytes: Uint8Array) => number;
export const copyInto = free(typed, "set");
/** Bytes as base64; undefined in browsers before Chromium 140. */
export const base64 = free("Uint8Array", "toBase64");
export const utf8 = (text: string): Uint8Array => encode(encoder, text) as Uint8Array;
export const typeOf = getting("Blob", "type") as (blob: object) => string;
export const filenameOf = getting("File", "name") as (file: object) => string;
export const eachEntry = free("FormData", "forEach");
