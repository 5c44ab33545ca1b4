/**
 * What compressed bytes say: DEFLATE (RFC 1951), bare or in the frame of gzip (RFC 1952) or zlib (RFC 1950).
 * Libraries call methods of arrays, which a page may have replaced.
 */
import { byteLength, headOf, zeros } from "../src/natives.blob.js";
import { textIn } from "../src/natives.bytes.js";
import { list } from "../src/natives.js";

const MOST = 262_144; // bytes it may say
const EFFORT = 1_000_000; // one for each symbol and byte
const BLOCK = 5_000; // what making a block's tables takes of it
const MOST_FRAMES = 8;
const SHORTEST = 8; // bytes: less is chance
// prettier-ignore
const ORDER = /* @__PURE__ */ list(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

/** Where the data begins of a frame that begins at `from`; 0 where none does. */
function framed(bytes: Uint8Array, from: number): number {
  const byte = (i: number): number => bytes[from + i] ?? 0;
  if (byte(0) === 0x78) return ((byte(0) << 8) | byte(1)) % 31 ? 0 : from + 2;
  if (byte(0) !== 0x1f || byte(1) !== 0x8b || byte(2) !== 8) return 0;
  const flags = byte(3);
  let at = from + 10;
  if (flags & 4) at += 2 + byte(10) + (byte(11) << 8);
  for (let flag = 8; flag < 32; flag *= 2) while (flags & flag && bytes[at++]) continue;
  return at + (flags & 2);
}

let out: Uint8Array | undefined;

/** Reads from there on. Of what it says `size` bytes stand in `out`; `end`: where it ends, 0 where it breaks off. */
function inflated(bytes: Uint8Array, start: number) {
  const into = (out ??= zeros(MOST));
  let size = 0;
  let at = start * 8; // in bits
  let left = EFFORT;
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) {
      const byte = bytes[at >> 3];
      if (byte === undefined) left = 0;
      else value |= ((byte >> (at & 7)) & 1) << i;
    }
    return value;
  };
  const put = (byte: number | undefined): void => {
    into[size++] = byte ?? 0;
    if (size === MOST) left = 0;
    left--;
  };
  /** Reads symbols of a code that is given by the lengths of its words (RFC 1951 §3.2.2). */
  const coded = (lengths: readonly number[], from: number, to: number) => {
    const counts = list<number>();
    const symbols = list<number>();
    for (let length = 1; length < 16; length++) {
      const had = symbols.length;
      for (let i = from; i < to; i++) if (lengths[i] === length) symbols[symbols.length] = i - from;
      counts[length] = symbols.length - had;
    }
    return (): number => {
      left--;
      let code = 0;
      let first = 0;
      let index = 0;
      for (let length = 1; length < 16; length++) {
        code |= bits(1);
        const count = counts[length] as number;
        if (code - count < first) return symbols[index + code - first] as number;
        index += count;
        first = (first + count) << 1;
        code <<= 1;
      }
      left = 0;
      return 256;
    };
  };
  /** A number by its symbol: of each power of two so many steps, as a power of two (§3.2.5). */
  const number = (symbol: number, power: number): number => {
    const steps = 1 << power;
    if (symbol < 2 * steps) return symbol;
    const more = (symbol >> power) - 1;
    return ((steps + (symbol & (steps - 1))) << more) + bits(more);
  };
  let last = 0;
  while (!last && left > 0) {
    last = bits(1);
    const kind = bits(2);
    left -= BLOCK;
    if (kind === 3) left = 0;
    else if (!kind) {
      at = (at + 7) & -8;
      let count = bits(16);
      if ((count ^ bits(16)) !== 0xffff) left = 0;
      for (; count > 0 && left > 0; count--) put(bits(8));
    } else {
      const lengths = list<number>();
      let literals = 288;
      let all = 318;
      if (kind === 1)
        for (let i = 0; i < all; i++)
          lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : i < literals ? 8 : 5;
      else {
        literals = bits(5) + 257;
        all = literals + bits(5) + 1;
        const count = bits(4) + 4;
        const short = list<number>();
        for (let i = 0; i < 19; i++) short[ORDER[i] as number] = i < count ? bits(3) : 0;
        const next = coded(short, 0, 19);
        for (let i = 0; i < all && left > 0;) {
          const symbol = next();
          const value = symbol < 16 ? symbol : symbol > 16 ? 0 : (lengths[i - 1] ?? 0);
          let times = symbol < 16 ? 1 : symbol > 17 ? 11 + bits(7) : 3 + bits(symbol - 14);
          while (times--) lengths[i++] = value;
        }
      }
      const symbol = coded(lengths, 0, literals);
      const distance = coded(lengths, literals, all);
      for (let one = symbol(); one !== 256 && left > 0; one = symbol())
        if (one < 256) put(one);
        else {
          let count = one > 284 ? 258 : 3 + number(one - 257, 2);
          const far = 1 + number(distance(), 1);
          if (far > size) left = 0;
          for (; count > 0 && left > 0; count--) put(into[size - far]);
        }
    }
  }
  return { size, end: left > 0 ? (at + 7) >> 3 : 0 };
}

/**
 * Gives what is packed in bytes: the frames in them, or all as one without a frame. `take` gets text,
 * how it was packed, and whether that is all of it; of other bytes also what they say by chance.
 */
export function unpack(
  bytes: Uint8Array,
  take: (text: string, encoding: string, whole: boolean) => void,
): void {
  let tries = MOST_FRAMES;
  const give = (start: number, encoding: string): number => {
    const { size, end } = inflated(bytes, start);
    const text = size > SHORTEST && textIn(headOf(out as Uint8Array, size), 1, MOST);
    if (text) take(text, encoding, size < MOST);
    return end;
  };
  for (let i = 0; i < byteLength(bytes) && i < MOST && tries; i++) {
    if (bytes[i] !== 0x78 && bytes[i] !== 0x1f) continue;
    const start = framed(bytes, i);
    if (start && tries--) i = give(start, start < i + 3 ? " zlib" : " gzip") || i;
  }
  if (!framed(bytes, 0)) give(0, " deflate");
}
