/** fetch (WHATWG Fetch §5.6), string, URL or Request, and fetchLater. */
import { layered } from "../layers.js";
import { absolute, arg, getting, own, text } from "../natives.js";
import { attempt } from "../../guard/natives.js";
import type { Tap } from "../watch.js";
import { method } from "../wrap.js";

const headersOf = getting("Request", "headers");
const headersIn = (asked: unknown, options: unknown): unknown =>
  own(options, "headers") ?? (GUARD ? attempt(() => headersOf(asked)) : undefined);

const look = (_self: unknown, args: readonly unknown[]) => {
  const asked = arg(args, 0);
  const options = arg(args, 1);
  const url = absolute(text(asked));
  const body = own(options, "body") ?? (typeof asked === "object" ? asked : undefined);
  return { api: "fetch", url, key: url, body, headers: headersIn(asked, options) };
};

export const fetch: Tap = (win, watch) => {
  layered(win, "fetch", look, watch);
  method(win, "fetchLater", look, watch);
};
