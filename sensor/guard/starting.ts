/** How the guard begins: with the policy it was served with, and in front of every realm of the page. */
import { attributes } from "./attributes.js";
import { capabilities } from "./capabilities.js";
import { credentials } from "./credentials.js";
import { type Guard, guarding } from "./guard.js";
import { protect, violations } from "./headers.js";
import { hinting } from "./hints.js";
import { keys } from "./keys.js";
import { leaving } from "./leaving.js";
import { payments } from "./payments.js";
import { hearIn } from "./pressed.js";
import { inEveryRealm } from "./realms.js";
import { referrers } from "./referrers.js";
import { showing } from "./showing.js";
import { styling } from "./styling.js";
import { taking } from "./taking.js";
import { workers } from "./workers.js";
import type { Live } from "../src/channel.live.js";
import { attributeOf } from "../src/field.js";
import { sourced } from "../src/pose.js";
import { onGone } from "../src/post.js";
import { taps } from "../src/taps/index.js";
import { safely } from "../src/wrap.js";

/** The guard, unless the page says why it is to have none. `script`: its element; `url`: the collector's. */
export function guardOf(script: object | null, url: string): Guard | undefined {
  const said = (name: string): string => (script === null ? "" : (attributeOf(script, name) ?? ""));
  if (said("data-off") !== "") return undefined;
  const guard = guarding(TABLE, said("data-page-class") || "unknown");
  onGone(guard.disarm);
  if (guard.strict()) protect(CSP, url);
  return guard;
}

/** Puts all that asks and listens into this page and its own frames and windows. */
export function everywhere(watch: Live): void {
  styling();
  const leaves = leaving(watch);
  const observes = watch.refused && violations(watch.refused);
  inEveryRealm(
    (there) => {
      workers(there, watch);
      credentials(there, watch);
      hinting(there, watch);
      payments(there, watch);
      referrers(there, watch);
      capabilities(there, watch);
      for (let i = 0; i < taps.length; i++) {
        safely(() => {
          taps[i]?.(there, watch);
        });
      }
      attributes(there, watch);
      taking(there, watch);
      keys(there, watch);
      sourced(there);
      showing(there);
      observes?.(there);
    },
    (there, doc) => {
      leaves(there, doc);
      hearIn(there);
    },
  );
}
