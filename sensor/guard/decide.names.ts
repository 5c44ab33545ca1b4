/** Hosts and names of somebody, as src/scriptward/policy/language/matching.py knows them. */
import { spellings } from "./decide.pattern.js";
import type { Host, Policy, Recipient } from "./decide.table.js";
import { bare, find, list, lower, slice } from "../src/natives.js";

const MOST = 1000; // names and hosts that are remembered

/** Somebody at the other end of a request, by every name that is known; "" for what is not. */
export interface Receiver {
  /** With `:port` where it is not the scheme's own. */
  readonly host: string;
  // what follows no page knows
  readonly entity?: string;
  readonly product?: string;
  readonly category?: string;
  /** Named by what was sent and not by the host. */
  readonly inferred?: boolean;
  /** Ids of customers of a vendor that the request names. */
  readonly accounts?: readonly string[];
}

/** What the policy calls a host; remembered, since a page asks of few. */
export function hostOf(policy: Policy, host: string): Host {
  const known = policy.hosts[host];
  if (known) return known;
  const spelt = spellings(host);
  const places = list<number>();
  const numbers = list<number>();
  let named = false;
  for (let i = 0; i < spelt.length; i++) {
    const spelling = spelt[i] as string;
    if (policy.selfHosts[spelling]) named = true;
    const more = policy.recipientHosts[spelling];
    for (let j = 0; more && j < more.length; j++) places[places.length] = more[j] as number;
    const number = policy.words[spelling];
    if (number !== undefined) numbers[numbers.length] = number;
  }
  if (policy.kept++ > MOST) {
    policy.hosts = bare({});
    policy.kept = 0;
  }
  return (policy.hosts[host] = { own: owns(policy, host, named), places, numbers });
}

/** Whether a host is the site's own: its registrable domain, or named under `self`. */
export const isOwn = (policy: Policy, host: string): boolean => hostOf(policy, host).own;

function owns({ site, domain, below, apart }: Policy, host: string, named: boolean): boolean {
  const colon = find(host, ":");
  const name = colon < 0 ? host : slice(host, 0, colon);
  if (host[0] === "[" || !name) return host === site;
  if (named || name === domain) return true;
  if (!below || !under(name, domain) || name[0] === "." || find(name, "..") >= 0) return false;
  let i = 0;
  while (i < apart.length && !isApart(name, apart[i] as string)) i++;
  return i === apart.length;
}

/** `part`: a host, or `.` and what all hosts below one end with. */
const isApart = (name: string, part: string): boolean =>
  part[0] === "." ? under(name, slice(part, 1)) : name === part;

const under = (name: string, domain: string): boolean =>
  name.length > domain.length && slice(name, -domain.length - 1) === "." + domain;

/** Without a name that only what was sent tells, where the host isn't the site's own. */
export function trusted(policy: Policy, receiver: Receiver): Receiver {
  const { host, accounts = NONE } = receiver;
  return TWIN && receiver.inferred && !isOwn(policy, host) ? { host, accounts } : receiver;
}

const NONE: readonly string[] = list();
const NOBODY: Recipient = bare({ name: "", baa: "unknown", until: 0, accounts: NONE });

/** The recipient of the register that this is: by host first, then by product and owner. */
export function named(policy: Policy, receiver: Receiver): Recipient {
  const { recipients, listed, unlisted } = policy;
  const { host, product = "", entity = "", inferred, accounts = NONE } = receiver;
  let place = recipients.length;
  const take = (places: readonly number[] | undefined): void => {
    for (let i = 0; places && i < places.length; i++) {
      const found = places[i] as number;
      const is = !TWIN || hasAccount(recipients[found] as Recipient, accounts);
      if (found < place && is) place = found;
    }
  };
  if (TWIN && inferred) take(listed[slug(product || entity)]);
  else take(hostOf(policy, host).places);
  if (TWIN && place === recipients.length) {
    take(unlisted[slug(product)]);
    take(unlisted[slug(entity)]);
  }
  return recipients[place] ?? NOBODY;
}

/** Whether no account is named that the recipient doesn't pin. */
function hasAccount(recipient: Recipient, accounts: readonly string[]): boolean {
  const pinned = recipient.accounts;
  for (let i = 0; pinned.length && i < accounts.length; i++) {
    let j = 0;
    while (j < pinned.length && pinned[j] !== accounts[i]) j++;
    if (j === pinned.length) return false;
  }
  return true;
}

/** Whether it would be a recipient, if that didn't pin other accounts. */
export function isOtherAccount(policy: Policy, receiver: Receiver): boolean {
  if (!receiver.accounts?.length || named(policy, trusted(policy, receiver)) !== NOBODY)
    return false;
  const any = { ...receiver, accounts: NONE };
  return named(policy, trusted(policy, any)) !== NOBODY;
}

let slugs: Record<string, string | undefined> = /* @__PURE__ */ bare({});
let kept = 0;
/** A name as rules write it: `Google Analytics 4` is `google-analytics-4`. */
export function slug(text = ""): string {
  if (!text) return text;
  const known = slugs[text];
  if (known !== undefined) return known;
  const small = lower(text);
  let out = "";
  let end = 0; // of what is neither `-` nor `.`
  for (let i = 0; i < small.length; i++) {
    const sign = small[i] as string;
    const plain = (sign >= "a" && sign <= "z") || (sign >= "0" && sign <= "9");
    if (plain || (sign === "." && out)) out += sign;
    else if (out && out[out.length - 1] !== "-") out += "-";
    if (plain) end = out.length;
  }
  if (kept++ > MOST) {
    slugs = bare({});
    kept = 0;
  }
  return (slugs[text] = slice(out, 0, end));
}
