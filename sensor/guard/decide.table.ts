/** A policy as decisions need it; decide.ready.ts makes it of a table. */
import { type Patterns, put } from "./decide.pattern.js";
import type { Code, Maker, Place } from "./decide.who.js";
import { bare, list, type Weak } from "../src/natives.js";

/** Numbers of words, of which one is enough; undefined: whatever it is. */
export type Words = readonly number[] | undefined;

/** One sentence of the policy; each filter that is there must hold. */
export interface Rule {
  readonly place: number;
  readonly id: string;
  readonly effect: string;
  /** Last day it holds, in days since 1970; 0 for no end. */
  readonly until: number;
  /** What a scrub or a mask takes out. */
  readonly kinds: Words;
  readonly data: Words;
  readonly pages: Words;
  readonly via: Words;
  /** Recipients; empty where it says in other words who gets it. */
  readonly to: Words;
  readonly baa: Words;
  readonly entity: Words;
  readonly category: Words;
  readonly host: Words;
  readonly from: Words;
  readonly party: Words;
  readonly fromEntity: Words;
  readonly fromCategory: Words;
  /** Numbers of patterns. */
  readonly match: Words;
}

/** Rules of one action in the file's order: by the recipient they name, those that name none, all. */
export interface Ruled {
  readonly named: Record<number, Rule[] | undefined>;
  readonly others: Rule[];
  readonly all: Rule[];
}

export interface Recipient {
  readonly name: string;
  readonly baa: string;
  /** Last day of its agreement, in days since 1970; 0 for no end. */
  readonly until: number;
  /** Ids of the site at this vendor; with another one it is somebody else. Empty: any. */
  readonly accounts: readonly string[];
}

export interface Script {
  readonly owner: string;
  /** Last day it may run, in days since 1970; 0 for no end, undefined where nobody approved it. */
  readonly until: number | undefined;
  /** Start of the SHA-256 it was approved with. */
  readonly sha: string;
}

/** Places by name, in the order of the file. */
type Places = Record<string, number[] | undefined>;

/** What a policy calls a host. */
export interface Host {
  readonly own: boolean;
  /** Recipients whose host it is. */
  readonly places: readonly number[];
  /** Hosts of rules that mean it. */
  readonly numbers: readonly number[];
}

/** A policy, ready. */
export interface Policy {
  readonly site: string;
  readonly domain: string;
  /** Whether all below the domain is the site's. */
  readonly below: boolean;
  /** Hosts below the domain that are not the site's; `.` and a name: all below it. */
  readonly apart: readonly string[];
  readonly selfHosts: Record<string, boolean | undefined>;
  readonly stances: Record<string, string | undefined>;
  readonly words: Record<string, number | undefined>;
  readonly pages: { readonly name: string; readonly kind: string }[];
  readonly pagePatterns: Patterns;
  readonly recipients: Recipient[];
  readonly recipientHosts: Places;
  /** Recipients with hosts, and those without, by their names as rules write them. */
  readonly listed: Places;
  readonly unlisted: Places;
  readonly scripts: Script[];
  readonly scriptPatterns: Patterns;
  readonly rulePatterns: Patterns;
  readonly patterned: Record<string, boolean | undefined>;
  readonly rules: Record<string, Ruled | undefined>;
  readonly makers: Weak<Code, Maker>;
  /** Hosts that were asked of. */
  hosts: Record<string, Host | undefined>;
  kept: number;
  /** The page that was asked of last. */
  readonly last: { url: string; kind: string; place: Place | undefined };
}

/** Whether one of the words is this. */
export function has(words: Words, number: number): boolean {
  if (!words) return true;
  let i = 0;
  while (i < words.length && words[i] !== number) i++;
  return i < words.length;
}

/** Whether one of the words is among these. */
export function meets(words: Words, numbers: readonly number[]): boolean {
  if (!words) return true;
  let i = 0;
  while (i < numbers.length && !has(words, numbers[i] as number)) i++;
  return i < numbers.length;
}

/** Whether something is so of one of them. */
export function some(rules: readonly Rule[], is: (rule: Rule) => boolean): boolean {
  for (let i = 0; i < rules.length; i++) if (is(rules[i] as Rule)) return true;
  return false;
}

/** Number of a word; -1 for one that no rule says. */
export const number = (policy: Policy, word: string): number => policy.words[word] ?? -1;

const NO_RULES: Rule[] = list();
const NO_NAMES: number[] = list();

/** The rules of an action, made if there are none yet. */
export const ruledIn = (all: Record<string, Ruled | undefined>, action: string): Ruled =>
  (all[action] ??= { named: bare({}), others: list(), all: list() });

/** Puts a rule behind the others of its action. */
export function enter(rule: Rule, ruled: Ruled): void {
  ruled.all[ruled.all.length] = rule;
  const names = rule.to ?? NO_NAMES;
  if (!names.length) ruled.others[ruled.others.length] = rule;
  for (let i = 0; i < names.length; i++) put<Rule>(ruled.named, names[i] as number, rule);
}

/** Rules of an action that hold on a page; remembered, since all a page asks is about one page. */
function ruledOn(policy: Policy, place: Place, action: string): Ruled {
  const known = place.rules[action];
  if (known) return known;
  const ruled = ruledIn(place.rules, action);
  const all = policy.rules[action]?.all ?? NO_RULES;
  for (let i = 0; i < all.length; i++) {
    const rule = all[i] as Rule;
    if (meets(rule.pages, place.names)) enter(rule, ruled);
  }
  return ruled;
}

/** Two lists of rules, gone through in the order of the file. */
interface Walk {
  readonly named: readonly Rule[];
  readonly others: readonly Rule[];
  a: number;
  b: number;
}

/** Rules of an action that may hold there. `name`: number of who gets it; undefined: nobody. */
export function walking(
  policy: Policy,
  place: Place,
  action: string,
  name: number | undefined,
): Walk {
  const ruled = ruledOn(policy, place, action);
  const gets = action === "load" || action === "send";
  const named = gets && name !== undefined ? ruled.named[name] : undefined;
  return { named: named ?? NO_RULES, others: gets ? ruled.others : ruled.all, a: 0, b: 0 };
}

/** The next one, in the order of the file. */
export function next(walk: Walk): Rule | undefined {
  const { named, others } = walk;
  const one = walk.a < named.length ? named[walk.a] : undefined;
  const other = walk.b < others.length ? others[walk.b] : undefined;
  if (one && (!other || one.place < other.place)) {
    walk.a++;
    return one;
  }
  walk.b++;
  return other;
}
