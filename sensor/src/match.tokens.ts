/** What a run of token characters may say: hex, base64, and digests in each of these. */
import {
  at,
  has,
  isAll,
  isAlnum,
  isBig,
  isDigit,
  isSmall,
  others,
  split,
  swapped,
  textOf,
} from "./match.text.js";
import { fromBase64, unescaped } from "./natives.bytes.js";
import { slice } from "./natives.js";

const SHORTEST = 8; // characters of a token
const CLEAR = 16; // characters from which a token may hide text behind its beginning
const PREFIX = 8; // characters a vendor puts before a digest
const WINDOW = 48; // bytes that are judged
const TAIL = 32;
const HEX_SIZES = [32, 40, 56, 64]; // of whole digests, and of one that was cut
const RAW_SIZES = " 8 10 12 16 20 24 32 "; // the same in bytes, and what is left of some

/** Takes what is inside. */
export interface Taker {
  readonly layer: (inside: string, encoding: string) => void;
  /** Bytes of a digest's size, how they were written ("" in hex or raw); whether it is known. */
  readonly digest: (raw: string, encoding: string) => boolean;
  /** Whether there is no time left. */
  readonly late: () => boolean;
}

const isHex = (char: string): boolean =>
  isDigit(char) || (char >= "a" && char <= "f") || (char >= "A" && char <= "F");
const isToken = (char: string): boolean => isAlnum(char) || (char !== "" && has("-_/+", char));
const isPlain = (char: string): boolean => (char >= " " && char < "\x7f") || has("\t\n\r", char);

/** What each token may mean. */
export function tokens(layer: string, take: Taker): void {
  for (let i = 0, count = 0; i < layer.length; i++) {
    const from = i;
    while (isToken(at(layer, i))) i++;
    if (i - from < SHORTEST) continue;
    if (++count % 64 === 0 && take.late()) return;
    const text = slice(layer, from, i);
    const after = at(layer, i);
    const standard = !has(text, "-") && !has(text, "_");
    if (!has("%\\", at(layer, from - 1) || "x") && !has("%\\", after || "x")) {
      judge(text, after === "=" && standard, take);
    }
  }
}

/** What a token may mean. `padded`: an `=` follows it, and no character is of the other alphabet. */
function judge(text: string, padded: boolean, take: Taker): void {
  const { length } = text;
  if (isAll(slice(text, 1), isSmall) && isAlpha(text[0] as string)) return;
  let found = false;
  if (isAll(text, isHex)) {
    found = hex(text, take);
    if (length < CLEAR || isAll(text, isDigit)) return;
  } else found = length > CLEAR && hashed(text, false, take);
  if (found || base64(text, padded, take)) return;
  const pieces = split(text, "/");
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as string;
    if (piece.length >= SHORTEST && piece !== text) judge(piece, padded, take);
  }
  for (let cut = 0; length >= CLEAR && cut < 4; cut++) {
    const tail = slice(text, cut);
    if (endsInText(tail)) take.layer(decoded(tail), alphabet(tail, padded));
  }
}

const isAlpha = (char: string): boolean => isSmall(char) || isBig(char);

const unhexed = (text: string): string => {
  let out = "";
  for (let i = 0; i < text.length; i += 2) out += "%" + slice(text, i, i + 2);
  return unescaped(out);
};

function hex(text: string, take: Taker): boolean {
  const found = hashed(text, true, take);
  if (text.length % 2 > 0) return found;
  const said = unhexed(text);
  const known = text.length >= CLEAR && take.digest(said, "");
  if (!saysSomething(said)) return found || known;
  take.layer(said, "hex");
  return true;
}

/** A digest in hex with a vendor's letters before it, or `behind` it. */
function hashed(text: string, behind: boolean, take: Taker): boolean {
  let found = false;
  for (let i = 0; i < 4; i++) {
    const size = HEX_SIZES[i] as number;
    const { length } = text;
    if (length <= size || length > size + PREFIX) continue;
    const last = slice(text, -size);
    if (isAll(last, isHex) && take.digest(unhexed(last), "")) found = true;
    if (behind && take.digest(unhexed(slice(text, 0, size)), "")) found = true;
  }
  return found;
}

function base64(text: string, padded: boolean, take: Taker): boolean {
  const said = alphabet(text, padded);
  const head = decoded(slice(text, 0, 64));
  const sized = text.length < 44 && has(RAW_SIZES, " " + head.length + " ");
  const found = sized && take.digest(head, said);
  if (!saysSomething(head)) return found;
  take.layer(decoded(text), said);
  return true;
}

function decoded(text: string): string {
  const url = has(text, "-") || has(text, "_");
  const standard = url ? swapped(swapped(text, "-", "+"), "_", "/") : text;
  return fromBase64(standard.length % 4 === 1 ? slice(standard, 0, -1) : standard);
}

/** Whether the end decodes to text. */
function endsInText(text: string): boolean {
  const before = text.length - TAIL;
  const end = before > 0 ? slice(text, before - (before & 3)) : text;
  let others = 0; // first bytes that are not ASCII
  for (let i = 0; i < end.length; i += 4) {
    const char = at(end, i);
    if (!isBig(char) && !(char >= "a" && char < "g")) others++;
  }
  if (others > 1) return false;
  const said = decoded(end);
  return odd(said) * 10 <= said.length;
}

function alphabet(text: string, padded: boolean): string {
  if (has(text, "-") || has(text, "_")) return "base64url";
  const standard = padded || text.length % 4 === 0 || has(text, "+") || has(text, "/");
  return standard ? "base64" : "base64url";
}

export const odd = (text: string): number => others(text, isPlain);

/** Whether bytes are text, or mostly: worth a layer. */
function saysSomething(said: string): boolean {
  if (!isAll(said, (char) => char < "\x80") && textOf(said) !== undefined) return true;
  const first = at(said, 0);
  const second = at(said, 1);
  const letter = first > "\xc1" && first < "\xf5" && second > "\x7f" && second < "\xc0";
  const plain = isPlain(first) && (isPlain(second) || second > "\xc1");
  if (said.length < 2 || !(letter || plain)) return false;
  const head = slice(said, 0, WINDOW);
  const strange = odd(head);
  return strange === 0 || (head.length > 8 && strange * 4 <= head.length);
}
