/**
 * Where the page goes (HTML §7.2.6, the navigation API): links, forms, `location`, refreshes. A
 * navigation that is refused does nothing, as one that a page cancels; the person keeps the page.
 */
import { free, getting, listen, own, win } from "../src/natives.js";
import type { Live } from "../src/channel.live.js";
import { safely } from "../src/wrap.js";

const proto = (name: string): object | undefined =>
  own(own(win, name), "prototype") as object | undefined;
const EVENT = proto("NavigateEvent");
const destinationOf = getting(EVENT, "destination");
const urlOf = getting(proto("NavigationDestination"), "url");
const formOf = getting(EVENT, "formData");
const byPerson = getting(EVENT, "userInitiated");
const isSame = getting(EVENT, "hashChange");
const prevent = free(win.Event.prototype, "preventDefault");
const trusted = getting(win.Event.prototype, "isTrusted");
const targetOf = getting(win.Event.prototype, "target");
const closest = free(win.Element.prototype, "closest");
const hrefOf = getting(win.HTMLAnchorElement.prototype, "href");
const goalOf = getting(win.HTMLAnchorElement.prototype, "target");
const actionOf = getting(win.HTMLFormElement.prototype, "action");

/** Asks before each navigation of a window. */
export function leaving(watch: Live): (there: Window & typeof globalThis, doc: unknown) => void {
  const asked = (event: unknown, api: string, url: unknown, body: unknown, followed: boolean) => {
    const change = watch.gate?.({ api, url: url as string, body }, watch.stack(asked), followed);
    if (change?.stopped) prevent(event);
  };
  const gone = (event: unknown): void => {
    safely(() => {
      if (!isSame(event)) {
        const form = formOf(event);
        asked(
          event,
          form ? "form" : "navigation",
          urlOf(destinationOf(event)),
          form,
          byPerson(event) === true,
        );
      }
    });
  };
  const clicked = (event: unknown): void => {
    safely(() => {
      const link = closest(targetOf(event), "a[href],area[href]");
      if (link && goalOf(link))
        asked(event, "navigation", hrefOf(link), undefined, trusted(event) === true);
    });
  };
  const submitted = (event: unknown): void => {
    safely(() => {
      const form = targetOf(event);
      asked(event, "form", actionOf(form), form, trusted(event) === true);
    });
  };
  // the same functions each time, so that a document that is asked again hears them once
  return (there, doc) => {
    listen(own(there, "navigation") ?? getting(there, "navigation")(there), "navigate", gone);
    // to another window no navigation is told here
    listen(doc, "click", clicked, true);
    listen(doc, "submit", submitted, true);
  };
}
