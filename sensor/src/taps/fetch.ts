/** fetch (WHATWG Fetch §5.6), string, URL or Request. */
import { layered } from "../layers.js";
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";

export const fetch: Tap = (win, watch) => {
  layered(
    win,
    "fetch",
    (_self, args) => {
      const url = absolute(text(arg(args, 0)));
      return { api: "fetch", url, key: url };
    },
    watch,
  );
};
