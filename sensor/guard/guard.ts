/**
 * What the policy makes of a call on this page: lets it go, takes values out of it, or has it fail.
 * A call that is to fail goes to a port that browsers refuse to open (Fetch §2.9, "bad port"): it
 * fails there as with a broken network, in the browser's own way, and nothing leaves the machine.
 */
import { addressOf } from "./decide.pattern.js";
import { ready } from "./decide.ready.js";
import type { Policy } from "./decide.table.js";
import { decide, type Decision } from "./decide.js";
import type { Code } from "./decide.who.js";
import { coder } from "./coder.js";
import { permitted } from "./hosts.js";
import { kindOf } from "./kinds.js";
import { look } from "./look.js";
import { pageValues } from "./page.js";
import { without } from "./scrub.js";
import { isOne } from "../src/field.js";
import type { Found } from "../src/match.js";
import type { Known } from "../src/match.known.js";
import { matched } from "../src/natives.bytes.js";
import { attempt } from "./natives.js";
import { address, bare, list, now, own, slice } from "../src/natives.js";
import type { Caller } from "../src/vocabulary.js";
import type { Change, Sent } from "../src/watch.js";

const DAY = 86_400_000; // milliseconds
const LOADS = " script frame object worker sharedworker serviceworker worklet ";
const VIA: Readonly<Record<string, string | undefined>> = bare({
  fetch: "connect",
  xhr: "connect",
  beacon: "connect",
  eventsource: "connect",
  webtransport: "connect",
  websocket: "socket",
  sharedworker: "worker",
  serviceworker: "worker",
  worklet: "worker",
  open: "navigation",
  link: "",
});

/** What became of a call: `block`, `scrub`, or "" where it goes on as it was. */
export interface Ruled {
  readonly did: string;
  readonly change: Change | undefined;
}

export interface Guard {
  /** Taken from whoever serves it: stops enforcing for the rest of the page view. */
  readonly disarm: () => void;
  /** What of the page itself may be in a call beside what was typed. */
  readonly values: () => readonly Known[];
  /** `followed`: a person does it, as by a link. */
  readonly rule: (
    call: Sent,
    stack: readonly Caller[],
    found: readonly Found[],
    followed?: boolean,
  ) => Ruled;
  /** Whether any rule speaks of readings. */
  readonly masking: boolean;
  readonly masks: (words: string, stack: readonly Caller[]) => boolean;
  /** Whether such code may not use a capability of the browser; undefined where nothing is enforced. */
  readonly refuses: ((capability: string, stack: readonly Caller[]) => boolean) | undefined;
  /** Whether code that nobody knows may send nothing there. */
  readonly strange: (host: string) => boolean;
  /** Hosts such code may send to from here, a space round each, `.x` for all below x. */
  readonly hosts: (stack: readonly Caller[]) => string | undefined;
  /** Whether what no rule permits is forbidden on this page. */
  readonly strict: () => boolean;
}

/** Fails whenever it is asked. */
const BROKEN = bare({ rules: bare({}) }) as Policy;
const NOWHERE = "255.255.255.255:1/";
const GOES: Ruled = bare({ did: "", change: undefined });
/** The address at which it fails; of a `hint` one without a name, since those are looked up alone. */
export function refused(url: string, hint = false): string {
  const found = matched(/^(\w+:\/\/)(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)(?::\d*)?/, url);
  if (!found) return url;
  const host = found[2] ?? "";
  const place = hint ? NOWHERE + host : host + ":1";
  return (found[1] ?? "") + place + slice(url, found[0].length);
}

/** The guard of this page. `pageClass`: as the site says it; the policy's own word for the address wins. */
export function guarding(table: object, pageClass: string): Guard {
  let armed = own(table, "mode") === "enforce";
  const rules = own(table, "rules") as readonly object[];
  let closed = false;
  for (let i = 0; i < rules.length; i++) if (own(rules[i], "closed")) closed = true;
  const policy: Policy = closed ? (attempt(() => ready(table)) ?? BROKEN) : ready(table);
  const codeOf = coder();
  const readings = policy.rules["read"]?.all ?? list();
  let masking = false;
  for (let i = 0; i < readings.length; i++) if (readings[i]?.effect !== "permit") masking = true;

  const ask = (
    action: string,
    code: Code,
    data: readonly string[] = list(),
    host?: string,
    via?: string,
    url?: string,
  ): Decision =>
    decide(
      policy,
      {
        action,
        page: address(),
        pageClass,
        code,
        loaded: url ? { url, sha256: "", home: url } : undefined,
        to: host === undefined ? undefined : { host },
        data,
        via,
      },
      (now() / DAY) | 0,
    );

  return {
    masking,
    disarm() {
      armed = false;
    },
    values: pageValues,
    strict: () =>
      armed && (policy === BROKEN || ask("send", codeOf(list()), list(), "").verdict === "forbid"),
    strange: (host) =>
      armed && ask("send", codeOf(list()), list(), host, "connect").verdict === "forbid",
    hosts(stack) {
      const code = codeOf(stack);
      const may = (host: string): boolean =>
        ask("send", code, list(), host, "connect").verdict !== "forbid";
      return armed && !may("nobody.invalid") ? permitted(policy, table, may) : undefined;
    },
    masks(words, stack) {
      const { verdict, byDefault } = ask("read", codeOf(stack), list(kindOf(words)));
      return armed && (verdict === "mask" || (verdict === "forbid" && !byDefault));
    },
    refuses: armed
      ? (capability, stack) => armed && ask(capability, codeOf(stack)).verdict === "forbid"
      : undefined,
    rule(call, stack, found, followed) {
      const { api, url } = call;
      const at = addressOf(url);
      const peer = api === "webrtc";
      if (!armed || (!peer && !at?.host)) return GOES;
      const host = at ? at.host : "";
      const stop: Ruled = {
        did: "block",
        change: {
          url: refused(url, api === "link"),
          body: undefined,
          stopped: true,
        },
      };
      try {
        const code = codeOf(stack);
        const via = (VIA[api] ?? api) || undefined;
        const data = list<string>();
        for (let i = 0; i < found.length; i++) {
          const kind = kindOf((found[i] as Found).one.words);
          let j = 0;
          while (j < data.length && data[j] !== kind) j++;
          data[j] = kind;
        }
        const forbids = ({ verdict, byDefault }: Decision): boolean =>
          verdict === "forbid" && !(byDefault && followed && !data.length);
        if (isOne(LOADS, api)) {
          if (forbids(ask("load", code, list(), host, via, url))) return stop;
          if (!data.length) return GOES;
        }
        const said = ask("send", code, data, host, via);
        if (forbids(said)) return stop;
        if (!said.removed.length) return GOES;
        const values = list<Known>();
        for (let i = 0; i < found.length; i++) {
          const { one } = found[i] as Found;
          for (let j = 0; j < said.removed.length; j++)
            if (said.removed[j] === kindOf(one.words)) values[values.length] = one;
        }
        const bodied = typeof call.body === "string";
        const body = bodied ? without(call.body, values) : undefined;
        const clean = without(url, values);
        const left = look({ ...call, url: clean, body: bodied ? body : call.body }, values);
        if (left.found.length) return stop;
        return { did: "scrub", change: { url: clean, body, stopped: false } };
      } catch (error) {
        if (closed) return stop;
        throw error;
      }
    },
  };
}
