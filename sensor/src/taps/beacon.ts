/** navigator.sendBeacon (W3C Beacon): data sent as the page goes away. */
import { layered } from "../layers.js";
import { absolute, arg, text } from "../natives.js";
import type { Tap } from "../watch.js";

export const beacon: Tap = (win, watch) => {
  layered(
    win.Navigator.prototype,
    "sendBeacon",
    (_self, args) => {
      const url = absolute(text(arg(args, 0)));
      return { api: "beacon", url, key: url, body: arg(args, 1) };
    },
    watch,
  );
};
