/**
 * WebAuthn for another host: the browser asks that host which origins may (Web Authentication Level 3,
 * §5.11.1). One that is refused is asked for as no host at all, and is rejected before anything goes out.
 */
import {
  arg,
  bare,
  find,
  getting,
  list,
  setPrototypeOf,
  text,
  win,
  prototype,
} from "../src/natives.js";
import type { Watch } from "../src/watch.js";
import { safely } from "../src/wrap.js";
import { round } from "./planting.js";

const host = "." + (getting(win.location, "hostname")(win.location) as string);

type Said = Record<string, object | undefined> | undefined;

/** The same object, but for one field. */
const over = (given: object, name: string, value: unknown): object => {
  const fresh = bare({ [name]: value });
  setPrototypeOf(fresh, given);
  return fresh;
};

/** Asks of the host a credential is for. */
export function credentials(there: unknown, watch: Watch): void {
  for (let i = 0; i < 2; i++) {
    round(
      prototype(there, "CredentialsContainer"),
      i ? "create" : "get",
      "value",
      (go, _self, args, shim) => {
        // asked once, and outside our own work: they may be the page's functions
        const options = arg(args, 0) as Said;
        const key = options?.["publicKey"] as Said;
        const party = (i ? key?.["rp"] : key) as Said;
        const id = party?.[i ? "id" : "rpId"];
        if (!options || !key || !party || id === undefined) return go();
        let said = text(id);
        safely(() => {
          const own = find(host + "/", "." + said + "/") >= 0;
          if (
            !own &&
            watch.gate?.({ api: "fetch", url: "https://" + said + "/" }, watch.stack(shim))
          )
            said = ":";
        });
        const asked = over(party, i ? "id" : "rpId", said);
        return go(list(over(options, "publicKey", i ? over(key, "rp", asked) : asked)));
      },
    );
  }
}
