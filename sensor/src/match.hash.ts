/**
 * MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4) of bytes. Home-made, since a browser's own digests
 * come as promises and only on HTTPS; tested against Python's hashlib.
 */
import { chr, code, sine } from "./natives.bytes.js";
import { list } from "./natives.js";

const TWO_32 = 4_294_967_296;
const MD5_TURNS = "7<AF59>D4;@G6:?E"; // 48 more than each
const OLD_START = list(0x67452301, 0xefcdab89, ~0x67452301, ~0xefcdab89, 0xc3d2e1f0);
const START = list<number>();
const SINES = list<number>();
const ROOTS = list<number>();

type Eight = Readonly<Record<0 | 1 | 2 | 3 | 4 | 5 | 6 | 7, number>>;

const left = (n: number, by: number): number => (n << by) | (n >>> (32 - by));
const three = (n: number, x: number, y: number, z: number): number => left(n, x) ^ left(n, y) ^ z;
const choice = (b: number, c: number, d: number): number => d ^ (b & (c ^ d));
const majority = (b: number, c: number, d: number): number => (b & c) | (d & (b | c));

/** The digest of so many words: 4 is MD5, 5 is SHA-1, 8 is SHA-256. */
export function digest(bytes: string, kind: number): string {
  // made as the first digest is asked for: few pages send one
  for (let n = 2; ROOTS.length < 64; n++) {
    let i = 2;
    while (n % i > 0) i++;
    if (i < n) continue;
    const wave = sine(ROOTS.length + 1) * TWO_32;
    START[ROOTS.length] = (n ** 0.5 * TWO_32) | 0;
    SINES[ROOTS.length] = (wave < 0 ? -wave : wave) | 0;
    ROOTS[ROOTS.length] = (n ** (1 / 3) * TWO_32) | 0;
  }
  const turn = kind > 4 ? 24 : 0; // MD5 counts bytes the other way round
  const shift = (i: number): number => turn ^ ((i & 3) * 8);
  const words = list<number>();
  const padded = bytes + "\x80";
  const count = ((bytes.length + 8) >> 6) * 16 + 16;
  for (let i = 0; i < count * 4; i++) {
    words[i >> 2] = (words[i >> 2] as number) | (code(padded, i) << shift(i)); // none is 0
  }
  words[count - (turn ? 1 : 2)] = bytes.length * 8;
  let sum = kind > 5 ? START : OLD_START;
  for (let from = 0; from < count; from += 16) {
    let { 0: a, 1: b, 2: c, 3: d, 4: e, 5: f, 6: g, 7: h } = sum as unknown as Eight;
    const x = list<number>();
    for (let i = 0; i < (kind === 5 ? 80 : 64); i++) {
      const step = turn ? (i / 20) | 0 : i >> 4;
      const mixed =
        step === (turn ? 1 : 2) || (turn && step > 2)
          ? b ^ c ^ d
          : step > 1
            ? turn
              ? majority(b, c, d)
              : c ^ (b | ~d)
            : step
              ? choice(d, b, c)
              : choice(b, c, d);
      const index = turn ? i : (i * +("1537"[step] as string) + +("0150"[step] as string)) & 15;
      const old = (by: number): number => x[i - by] as number;
      const now =
        index < 16
          ? (words[from + index] as number)
          : kind > 5
            ? old(16) +
              three(old(15), 25, 14, old(15) >>> 3) +
              old(7) +
              three(old(2), 15, 13, old(2) >>> 10)
            : left(old(3) ^ old(8) ^ old(14) ^ old(16), 1);
      x[i] = now | 0;
      const last = d;
      const root = (code("235:", step) - 48) ** 0.5 * (TWO_32 / 4);
      const by = code(MD5_TURNS, step * 4 + (i & 3)) - 48;
      const t =
        kind > 5
          ? h + now + (ROOTS[i] as number) + three(e, 26, 21, left(e, 7)) + choice(e, f, g)
          : turn
            ? left(a, 5) + mixed + e + now + (root | 0)
            : b + left(a + mixed + (SINES[i] as number) + now, by);
      const u = kind > 5 ? t + three(a, 30, 19, left(a, 10)) + majority(a, b, c) : t;
      h = g;
      g = f;
      f = e;
      e = kind > 5 ? (d + t) | 0 : d;
      d = c;
      c = kind === 5 ? left(b, 30) : b;
      b = turn ? a : u | 0;
      a = turn ? u | 0 : last;
    }
    const v = list(a, b, c, d, e, f, g, h);
    const next = list<number>();
    for (let i = 0; i < kind; i++) next[i] = (sum[i] as number) + (v[i] as number);
    sum = next;
  }
  let out = "";
  for (let i = 0; i < kind * 4; i++) out += chr(((sum[i >> 2] as number) >> shift(i)) & 255);
  return out;
}
