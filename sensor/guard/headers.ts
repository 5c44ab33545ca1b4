/**
 * A Content-Security-Policy for pages whose answers carry none, put into the head before anything
 * else loads: the browser then refuses what no function of the page asks for (style sheets, markup).
 * What it refuses is told, too. Source: CSP Level 3, §3.3 (meta) and §5.3 (violation events).
 */

import { attributeOf } from "../src/field.js";
import { createElement, setAttribute } from "./nodes.js";
import { attempt } from "./natives.js";
import {
  bare,
  construct,
  find,
  free,
  getPrototypeOf,
  getting,
  list,
  listen,
  own,
  pathOf,
  slice,
  win,
  prototype,
} from "../src/natives.js";
import { safely } from "../src/wrap.js";

const append = free("Node", "appendChild");
const headOf = getting("Document", "head");
/** What a violation says, as an event or as an observed report. */
const reading = (name: string, url: string) => {
  const proto = prototype(win, name);
  return {
    url: getting(proto, url),
    directive: getting(proto, "effectiveDirective"),
    script: getting(proto, "sourceFile"),
  };
};
const HEARD = reading("SecurityPolicyViolationEvent", "blockedURI");
const OBSERVED = reading("CSPViolationReportBody", "blockedURL");

/** A policy with more among the sources of one of its directives. */
function widened(policy: string, directive: string, source: string): string {
  const end = find(policy, directive) + directive.length;
  return slice(policy, 0, end) + " " + source + slice(policy, end);
}

/**
 * Where a worker's file may be started from a `blob:` address: "ours" where only the guard makes
 * such workers, "any" where the policy lets the page do so, too; "" nowhere.
 */
export let blobs = "";

/** Puts it into the page. `collector`: where this sensor itself sends to. */
export function protect(policy: string, collector: string): void {
  const head = headOf(win.document);
  if (!policy || !head) return;
  const meta = createElement(win.document, "meta");
  let text = widened(policy, "connect-src", collector);
  setAttribute(meta, "nonce", "-");
  append(head, meta);
  // a nonce is hidden where a header has a policy (HTML 3.1.7): that one may refuse `blob:`
  const alone = attributeOf(meta, "nonce") === "-";
  const place = find(policy, "worker-src 'self' ");
  if (alone && place >= 0 && find(policy, "script-src 'self' ") >= 0) {
    blobs = find(slice(policy, place, find(policy, ";", place)), " blob: ") > 0 ? "any" : "ours";
    // code of a file is subject to it as well, then, and WebAssembly alone reaches nothing
    text = widened(widened(text, "worker-src", "blob:"), "script-src", "'wasm-unsafe-eval'");
  }
  setAttribute(meta, "content", text);
  setAttribute(meta, "http-equiv", "Content-Security-Policy");
}

/** Takes a directive, the address, the file whose code asked and the elements it happened on. */
type Told = (directive: string, url: string, script: string, path: unknown) => void;

/** Hears what the browser refuses on this page, and in a frame's realm, also before it was entered. */
export function violations(told: Told): (there: unknown) => void {
  const say = (from: typeof HEARD, thing: unknown, path: unknown): void => {
    safely(() => {
      const url = from.url(thing) as string;
      told(from.directive(thing) as string, url, (from.script(thing) ?? "") as string, path);
    });
  };
  listen(win.document, "securitypolicyviolation", (event: unknown) => {
    say(HEARD, event, pathOf(event));
  });
  return (there) => {
    const Observer = own(there, "ReportingObserver") as typeof ReportingObserver | undefined;
    if (there === win || !Observer) return;
    const heard = (reports: unknown): void => {
      for (let i = 0; own(reports, i); i++) {
        const report = own(reports, i) as object;
        const said = getting(getPrototypeOf(report) as object, "body")(report); // no global has it
        if (attempt(() => OBSERVED.url(said)) !== undefined) say(OBSERVED, said, list());
      }
    };
    const observer: unknown = construct(Observer, [heard, bare({ buffered: true })]);
    free(own(Observer, "prototype") as object, "observe")(observer);
  };
}
