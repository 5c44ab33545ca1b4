/** A question in the words of one policy: whose code it is, who gets what, on which page. */
import { hostOf, isOwn, named, type Receiver, slug, trusted } from "./decide.names.js";
import { type Address, addressless, addressOf, matching, type Patterns } from "./decide.pattern.js";
import { number, type Policy, type Ruled, type Script } from "./decide.table.js";
import { bare, list, slice } from "../src/natives.js";

/** A script, by every name that is known; "" for what is not. */
export interface Code {
  readonly url: string;
  readonly sha256: string;
  /** Address it belongs to: its own, or that of the script which made it. */
  readonly home: string;
  // what follows no page knows
  readonly entity?: string;
  readonly product?: string;
  readonly category?: string;
  /** As observed, for code without an address; "" where nobody said. */
  readonly party?: string;
  readonly inferred?: boolean;
}

/** A page in the policy's words. */
export interface Place {
  /** Its class. */
  readonly kind: string;
  /** Numbers of its names and its class. */
  readonly names: readonly number[];
  /** Rules that hold there, by action, as they are asked for. */
  readonly rules: Record<string, Ruled | undefined>;
}

/** Whose code it is, in numbers of the policy's words; -1 for what no rule names. */
export interface Maker {
  readonly names: readonly number[];
  readonly party: number;
  readonly entity: number;
  readonly category: number;
  /** Patterns of rules that mean the code. */
  readonly match: readonly number[];
}

/** Who gets it, in the same numbers. */
export interface Got {
  readonly name: number;
  readonly baa: number;
  readonly entity: number;
  readonly category: number;
  readonly hosts: readonly number[];
}

const SELF = "self";

/** As much of a SHA-256 as the table holds: 96 bits. */
export const short = (sha256: string): string => slice(sha256, 0, 24);

/** What the policy calls a page. `kind`: its class as recognised. */
export function placeOf(policy: Policy, url: string, kind: string): Place {
  const at = addressOf(url);
  const found = list<number>();
  if (at) matching(policy.pagePatterns, at, !at.host || isOwn(policy, at.host), found);
  const names = list<number>();
  let first = policy.pages.length;
  for (let i = 0; i < found.length; i++) {
    const place = found[i] as number;
    const page = policy.pages[place];
    names[i] = number(policy, page?.name ?? "");
    if (page?.kind && place < first) first = place;
  }
  const given = (first < policy.pages.length && policy.pages[first]?.kind) || kind;
  names[names.length] = number(policy, given);
  return { kind: given, names, rules: bare({}) };
}

/** What the policy calls the maker of some code. */
export function makerOf(policy: Policy, code: Code): Maker {
  const at = homeOf(code);
  const { entity = "", product = "", category = "", inferred = false } = code;
  const host = at ? at.host : TWIN && inferred ? policy.site : "";
  const maker = trusted(policy, TWIN ? { host, entity, product, category, inferred } : { host });
  let party = (TWIN && code.party) || (code.sha256 ? "first" : "");
  if (at) party = isOwn(policy, at.host) && !(TWIN && inferred) ? "first" : "third";
  const names = list<number>();
  const ownersOf = (url: string): void => {
    const entries = scriptsNamed(policy, url, code.sha256);
    for (let i = 0; i < entries.length; i++)
      names[names.length] = number(policy, (entries[i] as Script).owner);
  };
  ownersOf(code.url);
  if (code.home) ownersOf(code.home);
  names[names.length] = number(policy, party === "first" ? SELF : named(policy, maker).name);
  return {
    names,
    party: number(policy, party),
    entity: TWIN ? number(policy, slug(maker.entity)) : -1,
    category: TWIN ? number(policy, slug(maker.category)) : -1,
    match: meaning(policy, policy.rulePatterns, code.url, code.sha256),
  };
}

/** What the policy calls somebody that day. */
export function gotBy(policy: Policy, receiver: Receiver, day: number): Got {
  const to = trusted(policy, receiver);
  const host = hostOf(policy, to.host);
  const self = !(TWIN && to.inferred) && host.own;
  const known = named(policy, to);
  const out = known.until > 0 && known.until < day;
  return {
    name: number(policy, self ? SELF : known.name),
    baa: self ? -1 : number(policy, out ? "none" : known.baa),
    entity: TWIN ? number(policy, slug(to.entity)) : -1,
    category: TWIN ? number(policy, slug(to.category)) : -1,
    hosts: host.numbers,
  };
}

/** Every entry of `scripts` that means code of that address and digest. */
export function scriptsNamed(policy: Policy, url: string, sha256: string): Script[] {
  const places = meaning(policy, policy.scriptPatterns, url, sha256);
  const out = list<Script>();
  for (let i = 0; i < places.length; i++) out[i] = policy.scripts[places[i] as number] as Script;
  return out;
}

/** Places of the patterns that mean code of that address and digest. */
function meaning(policy: Policy, all: Patterns, url: string, sha256: string): number[] {
  const out = list<number>();
  const at = url ? addressOf(url) : undefined;
  if (at) matching(all, at, isOwn(policy, at.host), out);
  const digests = sha256 && (!url || addressless(url)) ? all.digests[short(sha256)] : undefined;
  for (let i = 0; digests && i < digests.length; i++) out[out.length] = digests[i] as number;
  return out;
}

/** Where code belongs; undefined for code of the page itself. */
function homeOf({ url, home }: Code): Address | undefined {
  if (url && !addressless(url)) return addressOf(url);
  return home && !addressless(home) ? addressOf(home) : undefined;
}
