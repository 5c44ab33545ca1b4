/** Makes a table, as src/scriptward/policy/guard_table.py writes it, ready for decisions. */
import { add, patterns, put } from "./decide.pattern.js";
import { enter, type Policy, type Rule, ruledIn, type Words } from "./decide.table.js";
import { arg, bare, list, own, weak } from "../src/natives.js";

/** A row, or a list of words: nothing is asked of a prototype. */
type Row = readonly never[];

/** Makes a table ready; to be called once, before the page's own scripts run. */
export function ready(table: object): Policy {
  const rows = (name: string): Row => own(table, name) as Row;
  const domain = rows("own");
  const policy: Policy = {
    site: own(table, "site") as string,
    domain: arg(domain, 0) as string,
    below: arg(domain, 1) === 1,
    apart: domain.length > 2 ? (arg(domain, 2) as string[]) : list(),
    selfHosts: bare({}),
    stances: bare(own(table, "stances") as Record<string, string>),
    words: bare({}),
    pages: list(),
    pagePatterns: patterns(),
    recipients: list(),
    recipientHosts: bare({}),
    listed: bare({}),
    unlisted: bare({}),
    scripts: list(),
    scriptPatterns: patterns(),
    rulePatterns: patterns(),
    patterned: bare({}),
    rules: bare({}),
    makers: weak(),
    hosts: bare({}),
    kept: 0,
    last: { url: "", kind: "", place: undefined },
  };
  each(rows("pages"), (row, i) => {
    policy.pages[i] = { name: arg(row, 0) as string, kind: arg(row, 1) as string };
    each(arg(row, 2) as Row, (pattern) => add(policy.pagePatterns, pattern, i));
  });
  each(rows("recipients"), (row, i) => addRecipient(policy, row, i));
  each(rows("scripts"), (row) => addScript(policy, arg(row, 0) as string, row, 1));
  let numbers = 0;
  const numbered = (word: string): number => (policy.words[word] ??= numbers++);
  each(rows("rules"), (row, i) => addRule(policy, row, i, numbered));
  return policy;
}

function each(rows: Row, work: (row: never, place: number) => void): void {
  for (let i = 0; i < rows.length; i++) work(rows[i] as never, i);
}

/** Adds a script; the row says its pattern from place `at` on. */
function addScript({ scripts, scriptPatterns }: Policy, owner: string, row: Row, at: number): void {
  const until = arg(row, at + 1) as number | undefined;
  add(scriptPatterns, arg(row, at) as string, scripts.length);
  scripts[scripts.length] = { owner, until, sha: (arg(row, at + 2) ?? "") as string };
}

function addRecipient(policy: Policy, row: Row, place: number): void {
  const name = arg(row, 0) as string;
  const hosts = (arg(row, 1) ?? list()) as Row;
  policy.recipients[place] = {
    name,
    baa: (arg(row, 3) || "unknown") as string,
    until: (arg(row, 4) ?? 0) as number,
    accounts: (TWIN ? (arg(row, 6) ?? list()) : hosts) as string[],
  };
  each((arg(row, 2) ?? list()) as Row, (script) => addScript(policy, name, script, 0));
  each(hosts, (host: string) => {
    put(policy.recipientHosts, host, place);
    if (name === "self") policy.selfHosts[host] = true;
  });
  if (!TWIN) return;
  const slug = (arg(row, 5) ?? name) as string;
  if (!hosts.length) {
    if (slug && slug !== "unknown") put(policy.unlisted, slug, place);
  } else if (name !== "self") put(policy.listed, slug, place);
}

function addRule(policy: Policy, row: Row, place: number, numbered: (word: string) => number) {
  const said = bare(row as unknown as Record<string, unknown>); // quicker than to ask each field
  const words = (rows: unknown): Words => {
    const out = rows ? list<number>() : undefined;
    if (out) each(rows as Row, (word, i) => (out[i] = numbered(word)));
    return out;
  };
  const match = words(said["match"]);
  if (match) each(said["match"] as Row, (text, i) => addOnce(policy, text, match[i] as number));
  const rule: Rule = {
    place,
    id: said["id"] as string,
    effect: said["is"] as string,
    until: (said["until"] ?? 0) as number,
    kinds: words(said["kinds"]),
    data: words(said["data"]),
    pages: words(said["pages"]),
    via: words(said["via"]),
    to: words(said["to"]),
    baa: words(said["baa"]),
    entity: words(said["entity"]),
    category: words(said["category"]),
    host: words(said["host"]),
    from: words(said["from"]),
    party: words(said["party"]),
    fromEntity: words(said["fromEntity"]),
    fromCategory: words(said["fromCategory"]),
    match,
  };
  each(said["do"] as Row, (action: string) => enter(rule, ruledIn(policy.rules, action)));
}

function addOnce({ rulePatterns, patterned }: Policy, text: string, number: number): void {
  if (!patterned[text]) add(rulePatterns, text, number);
  patterned[text] = true;
}
