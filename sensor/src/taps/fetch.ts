/** fetch (WHATWG Fetch §5.6), string, URL or Request, and fetchLater. */
import { layered } from "../layers.js";
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";
import { method } from "../wrap.js";

const look = (_self: unknown, args: readonly unknown[]) => {
  const url = absolute(text(arg(args, 0)));
  return { api: "fetch", url, key: url };
};

export const fetch: Tap = (win, watch) => {
  layered(win, "fetch", look, watch);
  method(win, "fetchLater", look, watch);
};
