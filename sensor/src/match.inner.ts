/** One step inward: all that may be inside a layer of text. */
import { turned, worded } from "../guard/disguised.js";
import { unpack } from "../guard/inflate.js";
import { listed } from "./natives.blob.js";
import { chr, swap, test, unpacked, unquoted, utf8, wide } from "./natives.bytes.js";
import { find, slice } from "./natives.js";

const has = (text: string, part: string): boolean => find(text, part) >= 0;
const hexed = (re: RegExp, text: string): string =>
  swap(re, text, (hex) => chr(+("0x" + (hex[1] as string))));

/** Without `%41` and `%u0041`. */
function opened(text: string): string {
  const bytes = hexed(/%([\da-f]{2})/gi, utf8(text));
  return wide(bytes) ?? bytes;
}

/** What a token stands for, in bytes; "" for nothing. */
function bytesOf(token: string, hex: boolean): string {
  try {
    return hex
      ? hexed(/(..)/g, token)
      : unpacked(swap(/[-_]/g, token, (char) => (char[0] === "-" ? "+" : "/")));
  } catch {
    return "";
  }
}

/** Takes what is inside, how it was written, and its bytes where that may be a digest. */
type Take = (inside: string, encoding: string, bytes?: string) => void;

/** All that may be inside a layer. `path`: its fields end at a slash as well. */
export function inner(layer: string, path: boolean, take: Take): void {
  swap(path ? /[^&=;"<>\0- \x7f/]+/g : /[^&=;"<>\0- \x7f]+/g, layer, ({ 0: field }) => {
    if (!test(/%[\da-f]{2}/i, field)) return;
    const spaced = has(field, "%20") ? field : swap(/\+/g, field, () => " ");
    take(opened(spaced), " percent");
    if (spaced !== field) take(opened(field), " percent");
  });
  swap(/(?:[^"\\\0-\x1f]+|\\[^])+/g, layer, ({ 0: string }) => {
    if (has(string, "\\")) take(unquoted(string) ?? "", " json");
  });
  const judge = (token: string): void => {
    for (let hex = 0; hex < 2; hex++) {
      if (hex && !test(/^([\da-f]{2})+$/i, token)) return;
      const bytes = bytesOf(token, hex > 0);
      const text = wide(bytes) ?? "\0";
      const said = test(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/, text) ? "" : text;
      const encoding = hex ? " hex" : test(/[-_]/, token) ? " base64url" : " base64";
      take(said, encoding, bytes);
      if (GUARD && said === "" && test(/^[\x1fx]/, bytes))
        unpack(listed(bytes), (inside, packed) => {
          take(inside, encoding + packed);
        });
      if (GUARD && said === "" && !hex) {
        take(worded(token), " lzstring");
        // its beginning shows whether the rest is worth the trouble
        if (!test(/[^ -~]/, bytesOf(turned(slice(token, -8)), false)))
          take(wide(bytesOf(turned(token), false)) ?? "", " reverse base64");
      }
    }
  };
  swap(/(?<![\w+%\\/-])[\w+/-]{11,}(?![\w+%\\/-])/g, layer, ({ 0: token }) => {
    judge(token);
    swap(/[\w+-]{11,}/g, token, ({ 0: piece }) => {
      if (piece !== token) judge(piece);
    });
  });
}
