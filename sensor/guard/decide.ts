/**
 * What the policy says to one question, in the page: the twin of src/scriptward/policy/decide.py
 * and applying.py, over a table. tests/policy/test_twin.py holds both to the same answers.
 */
import { isOtherAccount, type Receiver } from "./decide.names.js";
import {
  has,
  meets,
  next,
  number,
  type Policy,
  type Rule,
  type Script,
  some,
  walking,
} from "./decide.table.js";
import {
  type Code,
  type Got,
  gotBy,
  type Maker,
  makerOf,
  type Place,
  placeOf,
  scriptsNamed,
  short,
} from "./decide.who.js";
import { list } from "../src/natives.js";

/** Whether `code` may do `action` on `page`. */
export interface Question {
  readonly action: string;
  readonly page: string;
  /** As the page was recognised; the policy's own class for the address wins. */
  readonly pageClass: string;
  readonly code: Code;
  /** The script to be run, for `load` of code. */
  readonly loaded: Code | undefined;
  readonly to: Receiver | undefined;
  /** Kinds of data, each once. */
  readonly data: readonly string[];
  readonly via: string | undefined;
}

export interface Decision {
  readonly verdict: string;
  readonly removed: readonly string[];
  readonly byDefault: boolean;
  /** Rules' ids, `scripts`, `recipients` and `defaults`, in the order they were weighed. */
  readonly rules?: readonly string[];
  readonly uncovered?: readonly string[];
}

const decided = (
  verdict: string,
  removed: readonly string[],
  byDefault: boolean,
  rules: readonly string[],
  uncovered: readonly string[],
): Decision =>
  TWIN ? { verdict, rules, removed, uncovered, byDefault } : { verdict, removed, byDefault };

const NONE: string[] = list();

/** A question in the numbers of one policy's words. */
interface Seen {
  readonly action: string;
  /** Whether somebody else may get something by it. */
  readonly gets: boolean;
  readonly place: Place;
  readonly maker: Maker;
  readonly got: Got | undefined;
  readonly via: number | undefined;
}

function seen(policy: Policy, { action, page, pageClass, code, to, via }: Question, day: number) {
  let maker = policy.makers.get(code);
  if (!maker) policy.makers.set(code, (maker = makerOf(policy, code)));
  const { last } = policy;
  if (last.url !== page || last.kind !== pageClass || !last.place) {
    last.url = page;
    last.kind = pageClass;
    last.place = placeOf(policy, page, pageClass);
  }
  return {
    action,
    gets: action === "load" || action === "send",
    place: last.place,
    maker,
    got: to && gotBy(policy, to, day),
    via: via === undefined ? undefined : number(policy, via),
  };
}

/** The policy's answer. `day`: days since 1970, for approvals and agreements that run out. */
export function decide(policy: Policy, asked: Question, day: number): Decision {
  const { action, data } = asked;
  const there = seen(policy, asked, day);
  const kinds = list<number>();
  for (let i = 0; i < data.length; i++) kinds[i] = policy.words[data[i] as string] ?? -1;
  const forbids = list<string>();
  const ended = list<string>();
  const removing = list<Rule>();
  const permits = list<Rule>();
  const walk = walking(policy, there.place, action, there.got?.name);
  for (let rule = next(walk); rule; rule = next(walk)) {
    if (!applies(rule, there)) continue;
    if (rule.until && rule.until < day) {
      if (TWIN && !rule.kinds) add(ended, rule.id);
    } else if (rule.effect === "permit") permits[permits.length] = rule;
    else if (rule.effect === "forbid") {
      if (meets(rule.data, kinds)) add(forbids, rule.id);
    } else if (rule.effect === "scrub" || meets(rule.kinds, kinds))
      removing[removing.length] = rule;
  }
  if (forbids.length) return decided("forbid", NONE, false, forbids, NONE);
  const rules = list<string>();
  const approved = action === "load" && approves(policy, asked.loaded, day, rules);
  if (TWIN) {
    if (asked.to && isOtherAccount(policy, asked.to)) add(rules, "recipients");
    for (let i = 0; i < ended.length; i++) add(rules, ended[i] as string);
    for (let i = 0; i < removing.length; i++) add(rules, (removing[i] as Rule).id);
  }
  const removed = list<string>();
  const uncovered = list<string>();
  const left = list<number>();
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i] as number;
    if (some(removing, (rule) => has(rule.kinds, kind))) insert(removed, data[i] as string);
    else {
      left[left.length] = kind;
      if (!some(permits, (rule) => has(rule.data, kind))) insert(uncovered, data[i] as string);
    }
  }
  let open = !approved && !removing.length;
  for (let i = 0; i < permits.length; i++) {
    const rule = permits[i] as Rule;
    if (left.length && !meets(rule.data, left)) continue;
    if (TWIN) add(rules, rule.id);
    open = false;
  }
  if (left.length) open = !approved && uncovered.length > 0;
  const softer = removed.length ? (removing[0] as Rule).effect : "";
  if (!open) return decided(softer || "permit", removed, false, rules, NONE);
  const stance = policy.stances[there.place.kind] ?? policy.stances["*"] ?? "forbid";
  if (TWIN) add(rules, "defaults");
  const verdict = stance === "forbid" || !softer ? stance : softer;
  return decided(verdict, removed, true, rules, uncovered);
}

function add(words: string[], word: string): void {
  words[words.length] = word;
}

/** Puts a word into a list, for tests in its place. */
function insert(words: string[], word: string): void {
  let at = words.length;
  for (; TWIN && at > 0 && (words[at - 1] as string) > word; at--)
    words[at] = words[at - 1] as string;
  words[at] = word;
}

/** Whether `scripts` lets the code run; adds a reason for each entry that means it. */
function approves(policy: Policy, code: Code | undefined, day: number, reasons: string[]): boolean {
  if (!code) return false;
  const entries = scriptsNamed(policy, code.url, code.sha256);
  let approved = false;
  for (let i = 0; i < entries.length; i++) {
    const { until, sha } = entries[i] as Script;
    const holds = until !== undefined && (until === 0 || until >= day);
    if (holds && (!sha || (TWIN && sha === short(code.sha256)))) approved = true;
    if (TWIN) add(reasons, "scripts");
  }
  return approved;
}

/** Whether all filters of the rule but `pages` and `data` hold. */
function applies(rule: Rule, { gets, maker, got, via }: Seen): boolean {
  return (
    (via === undefined || has(rule.via, via)) &&
    (!rule.to ||
      (gets ? got !== undefined && meant(rule, rule.to, got) : meets(rule.to, maker.names))) &&
    meets(rule.from, maker.names) &&
    has(rule.party, maker.party) &&
    has(rule.fromEntity, maker.entity) &&
    has(rule.fromCategory, maker.category) &&
    meets(rule.match, maker.match)
  );
}

/** Whether `to` means who gets it. */
function meant(rule: Rule, names: readonly number[], got: Got): boolean {
  if (names.length) return has(names, got.name);
  return (
    has(rule.baa, got.baa) &&
    has(rule.entity, got.entity) &&
    has(rule.category, got.category) &&
    meets(rule.host, got.hosts)
  );
}
