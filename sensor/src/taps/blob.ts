/** new Blob, new File (File API §3, §4) and new Request (Fetch §5.4): what they hold can't be read at once later. */
import { blobs } from "../../guard/blobs.js";
import { arg, type Args, own } from "../natives.js";
import type { Tap } from "../watch.js";
import { constructor } from "../wrap.js";

const nothing = (): undefined => undefined;

export const blob: Tap = (win, watch) => {
  const { made } = watch;
  if (made === undefined) return;
  if (GUARD) blobs(win);
  const first = (thing: object, args: Args): void => {
    made(thing, arg(args, 0));
  };
  constructor(win, "Blob", nothing, watch, first);
  constructor(win, "File", nothing, watch, first);
  constructor(win, "Request", nothing, watch, (thing, args) => {
    made(thing, own(arg(args, 1), "body") ?? arg(args, 0));
  });
};
