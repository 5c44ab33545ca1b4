/**
 * MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4) of bytes. Home-made, since a browser's own digests
 * come as promises and a call that sends does not wait; tested against Python's hashlib.
 */
import { chr, code, sine, Words } from "./natives.bytes.js";

const TWO_32 = 4_294_967_296;
const SINES = new Words(64);
const ROOTS = new Words(64);
const START = new Words(8);
const OLD_START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0, 0, 0, 0];
const SHA1_ADDED = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];
const MD5_TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

for (let n = 2, found = 0; found < 64; n++) {
  let i = 2;
  while (n % i > 0) i++;
  if (i < n) continue;
  if (found < 8) START[found] = (n ** 0.5 % 1) * TWO_32;
  ROOTS[found] = (n ** (1 / 3) % 1) * TWO_32;
  const wave = sine(++found) * TWO_32;
  SINES[found - 1] = wave < 0 ? -wave : wave;
}

const get = (words: Int32Array, i: number): number => words[i] as number;
const left = (n: number, by: number): number => (n << by) | (n >>> (32 - by));
const sums = (n: number, x: number, y: number, z: number): number =>
  left(n, x) ^ left(n, y) ^ left(n, z);
const choice = (b: number, c: number, d: number): number => d ^ (b & (c ^ d));
const majority = (b: number, c: number, d: number): number => (b & c) | (d & (b | c));

/** The digest of so many words: 4 is MD5, 5 is SHA-1, 8 is SHA-256. */
function digest(bytes: string, kind: number): string {
  const size = bytes.length;
  const turn = kind === 4 ? 0 : 24; // MD5 counts bytes the other way round
  const count = (((size + 8) >> 6) << 4) + 16;
  const w = new Words(count);
  for (let i = 0; i <= size; i++) {
    w[i >> 2] = get(w, i >> 2) | ((i < size ? code(bytes, i) : 128) << (turn ^ ((i & 3) << 3)));
  }
  w[count - (turn > 0 ? 1 : 2)] = size * 8;
  const s = new Words(8);
  const v = new Words(8);
  const x = new Words(80);
  for (let i = 0; i < 8; i++) s[i] = kind > 5 ? get(START, i) : (OLD_START[i] as number);
  for (let from = 0; from < count; from += 16) {
    for (let i = 0; i < 8; i++) v[i] = get(s, i);
    for (let i = 0; i < (kind === 5 ? 80 : 64); i++) {
      const a = get(v, 0);
      const b = get(v, 1);
      const c = get(v, 2);
      const d = get(v, 3);
      const e = get(v, 4);
      const f = get(v, 5);
      const g = get(v, 6);
      let t = get(v, kind - 1);
      for (let j = 7; j > 0; j--) v[j] = get(v, j - 1);
      if (kind === 4) {
        const step = i >> 4;
        const mixed = [choice(b, c, d), choice(d, b, c), b ^ c ^ d, c ^ (b | ~d)][step] as number;
        const index = (i * ([1, 5, 3, 7][step] as number) + ([0, 1, 5, 0][step] as number)) & 15;
        t = a + mixed + get(SINES, i) + get(w, from + index);
        v[0] = d;
        v[1] = b + left(t, MD5_TURNS[step * 4 + (i & 3)] as number);
        continue;
      }
      x[i] = get(w, from + (i & 15));
      if (i > 15) {
        const early = get(x, i - 15);
        const late = get(x, i - 2);
        x[i] =
          kind > 5
            ? get(x, i - 16) +
              (left(early, 25) ^ left(early, 14) ^ (early >>> 3)) +
              get(x, i - 7) +
              (left(late, 15) ^ left(late, 13) ^ (late >>> 10))
            : left(get(x, i - 3) ^ get(x, i - 8) ^ get(x, i - 14) ^ get(x, i - 16), 1);
      }
      t += get(x, i);
      if (kind > 5) {
        t += sums(e, 26, 21, 7) + choice(e, f, g) + get(ROOTS, i);
        v[4] = d + t;
        v[0] = t + sums(a, 30, 19, 10) + majority(a, b, c);
      } else {
        const step = (i / 20) | 0;
        const mixed = step === 0 ? choice(b, c, d) : step === 2 ? majority(b, c, d) : b ^ c ^ d;
        v[0] = t + left(a, 5) + mixed + (SHA1_ADDED[step] as number);
        v[2] = left(b, 30);
      }
    }
    for (let i = 0; i < 8; i++) s[i] = get(s, i) + get(v, i);
  }
  let out = "";
  for (let i = 0; i < kind * 4; i++) out += chr((get(s, i >> 2) >> (turn ^ ((i & 3) << 3))) & 255);
  return out;
}

/** A way to digest, and what it is called. */
export interface Algorithm {
  readonly name: string;
  readonly of: (bytes: string) => string;
}
export const ALGORITHMS: readonly Algorithm[] = [
  { name: "sha256", of: (bytes) => digest(bytes, 8) },
  { name: "sha1", of: (bytes) => digest(bytes, 5) },
  { name: "md5", of: (bytes) => digest(bytes, 4) },
];
