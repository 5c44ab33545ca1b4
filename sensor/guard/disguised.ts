/** What SDKs hide what they send in: base64 from back to front, and LZ-string's words (pieroxy.net, 2013). */
import { chr } from "../src/natives.bytes.js";
import { find, list, slice } from "../src/natives.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-";
const MOST = 65_536; // characters that are read, and that come out
const END = 2;

/** A text from back to front. */
export function turned(text: string): string {
  let out = "";
  for (let i = text.length; i && out.length < MOST; i--) out += slice(text, i - 1, i);
  return out;
}

/** What is packed in a token of base64 or of the alphabet for addresses; "" where nothing is. */
export function worded(token: string): string {
  let at = 0;
  let value = 0;
  /** A number, its lowest bit first. */
  const read = (bits: number): number => {
    let out = 0;
    for (let i = 0; i < bits; i++, at++) {
      if (at % 6 === 0) value = find(ALPHABET, slice(token, at / 6, at / 6 + 1) || "A");
      out |= (((value > 63 ? 63 : value) >> (5 - (at % 6))) & 1) << i;
    }
    return out;
  };
  const first = read(2);
  if (first >= END) return "";
  let out = chr(read(8 << first));
  if (out < " " || out > "~") return "";
  let last = out;
  const words = list("", "", "", out);
  let width = 3;
  let room = 4;
  const entered = (word: string): void => {
    words[words.length] = word;
    if (--room) return;
    room = 1 << width++;
  };
  while (at < token.length * 6 && out.length < MOST) {
    const symbol = read(width);
    if (symbol === END) return out;
    if (symbol < END) entered(chr(read(8 << symbol)));
    const word =
      symbol < END
        ? words[words.length - 1]
        : symbol === words.length
          ? last + slice(last, 0, 1)
          : words[symbol];
    if (!word) return "";
    out += word;
    entered(last + slice(word, 0, 1));
    last = word;
  }
  return "";
}
