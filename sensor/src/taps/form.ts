/** form.submit and form.requestSubmit (HTML §4.10.21); a person's own submit has no caller. */
import { getting } from "../natives.js";
import type { Tap } from "../watch.js";
import { instead } from "../../guard/given.js";
import { method } from "../wrap.js";

export const form: Tap = (win, watch) => {
  const proto = win.HTMLFormElement.prototype;
  const actionOf = getting(proto, "action");
  const look = (self: unknown) =>
    GUARD
      ? { api: "form", url: actionOf(self) as string, body: self, instead }
      : { api: "form", url: actionOf(self) as string, body: self };
  method(proto, "submit", look, watch);
  method(proto, "requestSubmit", look, watch);
};
