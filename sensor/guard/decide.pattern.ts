/**
 * Addresses, hosts and patterns of a policy, as src/scriptward/policy/language/pattern.py has them.
 * Addresses are those a browser has written: absolute, in its own spelling.
 */
import { bare, find, list, slice } from "../src/natives.js";

export interface Address {
  readonly scheme: string;
  /** With `:port` where it is not the scheme's own. */
  readonly host: string;
  readonly segments: readonly string[];
}

/** Patterns by the host they name, so that few are tried. `place`: the number given to `add`. */
export interface Patterns {
  readonly hosts: Record<string, Pattern[] | undefined>;
  /** Those of a digest. */
  readonly digests: Record<string, number[] | undefined>;
  /** Those of a path on the site's own hosts. */
  readonly paths: Pattern[];
}

interface Pattern {
  readonly place: number;
  readonly scheme: string;
  readonly path: string;
  /** Of its path, once it was asked for. */
  segments: readonly string[] | undefined;
}

const INLINE = "inline:";
const PORTS: Record<string, string> = bare({ http: "80", https: "443", ws: "80", wss: "443" });

/** Whether it is code of no file of its own. */
export const addressless = (url: string): boolean =>
  slice(url, 0, 5) === "blob:" ||
  slice(url, 0, 5) === "data:" ||
  slice(url, 0, 11) === "javascript:";

/** Where a sign first stands; the text's length where it doesn't. */
function first(text: string, sign: string, from = 0): number {
  const at = find(text, sign, from);
  return at < 0 ? text.length : at;
}

/** Pieces between a sign, behind its first occurrence. */
export function split(text: string, sign: string): string[] {
  const out = list<string>();
  for (let at = find(text, sign); at >= 0;) {
    const next = find(text, sign, at + 1);
    out[out.length] = slice(text, at + 1, next < 0 ? undefined : next);
    at = next;
  }
  return out;
}

/** An address taken apart; undefined for what has no host and is no path. */
export function addressOf(url: string): Address | undefined {
  const asked = slice(url, 0, first(url, "#"));
  const plain = slice(asked, 0, first(asked, "?"));
  const colon = plain[0] === "/" ? -1 : find(plain, ":");
  const scheme = colon < 0 ? "" : slice(plain, 0, colon);
  const whole = slice(plain, colon + 1);
  const named = slice(whole, 0, 2) === "//";
  const start = named ? first(whole, "/", 2) : 0;
  const path = slice(whole, start);
  let host = named ? slice(whole, 2, start) : "";
  for (let at = find(host, "@"); at >= 0; at = find(host, "@")) host = slice(host, at + 1);
  const end = host[0] === "[" ? find(host, "]") + 1 : first(host, ":");
  const port = slice(host, end + 1);
  host = slice(host, 0, end);
  while (host[host.length - 1] === ".") host = slice(host, 0, -1);
  if (!host && path[0] !== "/") return undefined;
  if (port && port !== PORTS[scheme]) host += ":" + port;
  return { scheme, host, segments: split(path || "/", "/") };
}

/** Every way in which a policy may write a host that means this one. */
export function spellings(host: string): readonly string[] {
  if (host[0] === "[") return list(host);
  const end = first(host, ":");
  const name = slice(host, 0, end);
  const port = slice(host, end);
  const out = list(host, name + ":*");
  for (let at = find(name, "."); at >= 0; at = find(name, ".", at + 1)) {
    const wide = "*" + slice(name, at);
    out[out.length] = wide + port;
    out[out.length] = wide + ":*";
  }
  return out;
}

/** Puts `item` behind what the key has. */
export function put<T>(
  into: Record<string | number, T[] | undefined>,
  key: string | number,
  item: T,
): void {
  const there = into[key] ?? (into[key] = list());
  there[there.length] = item;
}

export const patterns = (): Patterns => ({ hosts: bare({}), digests: bare({}), paths: list() });

/** Adds a pattern of the policy, or `inline:` and a digest. */
export function add({ hosts, digests, paths }: Patterns, text: string, place: number): void {
  if (slice(text, 0, INLINE.length) === INLINE) {
    put(digests, slice(text, INLINE.length), place);
    return;
  }
  const colon = text[0] === "/" ? -3 : find(text, "://");
  const rest = slice(text, colon + 3);
  const slash = find(rest, "/");
  const scheme = colon < 0 ? "" : slice(text, 0, colon);
  const path = slash < 0 ? "/" : slice(rest, slash);
  const pattern: Pattern = { place, scheme, path, segments: undefined };
  if (colon < 0) paths[paths.length] = pattern;
  else put(hosts, slash < 0 ? rest : slice(rest, 0, slash), pattern);
}

/** Adds the places of all patterns that mean the address. `own`: its host is the site's. */
export function matching(all: Patterns, address: Address, own: boolean, into: number[]): void {
  const { scheme, host, segments } = address;
  const plain = scheme === "wss" ? "https" : scheme === "ws" ? "http" : scheme;
  const hosts = spellings(host);
  for (let i = own ? -1 : 0; i < hosts.length; i++) {
    const tried = i < 0 ? all.paths : all.hosts[hosts[i] as string];
    for (let j = 0; tried && j < tried.length; j++) {
      const one = tried[j] as Pattern;
      if (i >= 0 && one.scheme !== plain) continue;
      one.segments ??= split(one.path, "/");
      if (glob(one.segments, segments, "**", sameSegment)) into[into.length] = one.place;
    }
  }
}

const same = (a: string, b: string): boolean => a === b;
const sameSegment = (pattern: string, segment: string): boolean =>
  find(pattern, "*") < 0 ? pattern === segment : glob(pattern, segment, "*", same);

/** Whether `text` is `pattern` with any run of items for each star; quadratic at worst. */
function glob(
  pattern: ArrayLike<string>,
  text: ArrayLike<string>,
  star: string,
  equal: (pattern: string, text: string) => boolean,
): boolean {
  let at = 0;
  let mark = -1;
  let resume = 0;
  let position = 0;
  while (position < text.length) {
    const item = at < pattern.length ? pattern[at] : undefined;
    if (item === star) {
      mark = at++;
      resume = position;
    } else if (item !== undefined && equal(item, text[position] as string)) {
      at++;
      position++;
    } else if (mark >= 0) {
      at = mark + 1;
      position = ++resume;
    } else return false;
  }
  while (at < pattern.length && pattern[at] === star) at++;
  return at === pattern.length;
}
