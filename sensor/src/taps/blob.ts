/** new Blob (File API §3) and new Request (Fetch §5.4): what they hold can't be read at once later. */
import { arg, own } from "../natives.js";
import type { Tap } from "../watch.js";
import { constructor } from "../wrap.js";

const nothing = (): undefined => undefined;

export const blob: Tap = (win, watch) => {
  const { made } = watch;
  if (made === undefined) return;
  constructor(win, "Blob", nothing, watch, (thing, args) => made(thing, arg(args, 0)));
  constructor(win, "Request", nothing, watch, (thing, args) => {
    made(thing, own(arg(args, 1), "body") ?? arg(args, 0));
  });
};
