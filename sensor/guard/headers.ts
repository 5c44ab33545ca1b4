/**
 * A Content-Security-Policy for pages whose answers carry none, put into the head before anything
 * else loads: the browser then refuses what no function of the page asks for (style sheets, markup).
 * What it refuses is told, too. Source: CSP Level 3, §3.3 (meta) and §5.3 (violation events).
 */
import { prototype } from "./planting.js";
import { find, free, getting, listen, slice, win } from "../src/natives.js";
import { safely } from "../src/wrap.js";

const make = free(win.Document.prototype, "createElement");
const setAttribute = free(win.Element.prototype, "setAttribute");
const append = free(win.Node.prototype, "appendChild");
const headOf = getting(win.Document.prototype, "head");
const proto = prototype(win, "SecurityPolicyViolationEvent");
const blockedOf = getting(proto, "blockedURI");
const directiveOf = getting(proto, "effectiveDirective");
const sourceOf = getting(proto, "sourceFile");

/** Puts it into the page. `collector`: where this sensor itself sends to. */
export function protect(policy: string, collector: string): void {
  const head = headOf(win.document);
  if (!policy || !head) return;
  const meta = make(win.document, "meta");
  const place = find(policy, "connect-src ") + 12;
  setAttribute(meta, "http-equiv", "Content-Security-Policy");
  setAttribute(meta, "content", slice(policy, 0, place) + collector + " " + slice(policy, place));
  append(head, meta);
}

/** Tells what the browser refused: by which directive, to whom, and whose code asked. */
export function violations(
  told: ((directive: string, url: string, script: string) => void) | undefined,
): void {
  listen(win.document, "securitypolicyviolation", (event: unknown) => {
    safely(() => {
      told?.(directiveOf(event) as string, blockedOf(event) as string, sourceOf(event) as string);
    });
  });
}
