/** Readings of document.cookie (HTML §3.1.5) and of the cookie store (Cookie Store API §2). */
import { arg, bare } from "../natives.js";
import type { Read, Tap } from "../watch.js";
import { getter, method } from "../wrap.js";

const read = (name: string): Read => bare({ target: "cookie", name, selector: "", type: "" });

export const cookie: Tap = (win, watch) => {
  const due = (): boolean => watch.due("cookie");
  getter(win.Document.prototype, "cookie", due, (_self, shim) => {
    watch.read(read(""), watch.stack(shim));
  });
  const seen = (_self: unknown, args: readonly unknown[], shim: object): undefined => {
    const name = arg(args, 0);
    if (due()) watch.read(read(typeof name === "string" ? name : ""), watch.stack(shim));
  };
  method(win.CookieStore?.prototype, "get", seen, watch);
  method(win.CookieStore?.prototype, "getAll", seen, watch);
};
