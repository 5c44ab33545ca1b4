/**
 * Where the page goes (HTML §7.2.6, the navigation API): links, forms, `location`, refreshes. A
 * navigation that is refused does nothing, as one that a page cancels; the person keeps the page.
 */

import { targetOf, trusted } from "./nodes.js";
import { attributeOf } from "../src/field.js";
import { goes } from "./handover.js";
import { attempt } from "./natives.js";

import {
  apply,
  type Fn,
  free,
  getting,
  later,
  list,
  listen,
  own,
  pathOf,
  win,
  prototype,
} from "../src/natives.js";
import type { Live } from "../src/channel.live.js";
import { safely } from "../src/wrap.js";

const EVENT = prototype(win, "NavigateEvent");
const destinationOf = getting(EVENT, "destination");
const urlOf = getting("NavigationDestination", "url");
const formOf = getting(EVENT, "formData");
const byPerson = getting(EVENT, "userInitiated");
/** Nothing is sent: another fragment, or an address of `history.pushState`. */
const staysIn = getting("NavigationDestination", "sameDocument");
const prevent = free("Event", "preventDefault");
const closest = free("Element", "closest");
const hrefOf = getting("HTMLAnchorElement", "href");
const goalOf = getting("HTMLAnchorElement", "target");
const actionOf = getting("HTMLFormElement", "action");
const submitterOf = getting("SubmitEvent", "submitter");
const goalOfButton = getting("HTMLButtonElement", "formAction");
const goalOfInput = getting("HTMLInputElement", "formAction");
const areaOf = getting("HTMLAreaElement", "href");
const assign = own(win.location, "assign") as Fn;

/** The link an event is on, in shadow trees as well. */
const linkOf = (event: unknown): unknown =>
  attempt(() => closest(own(pathOf(event), 0), "a[href],area[href]"));
const placeOf = (link: unknown): unknown =>
  attempt(() => hrefOf(link)) ?? attempt(() => areaOf(link));

const PRESSING = list("pointerdown", "keydown"); // what comes first: later ones follow page code
const byPersonOf = (event: unknown): boolean => attempt(() => byPerson(event)) === true;

/** Asks before each navigation of a window. */
export function leaving(watch: Live): (there: Window & typeof globalThis, doc: unknown) => void {
  /** Where the link led that a person pressed, before any code of the page heard of it. */
  let pressed: unknown;
  let going = false;
  const asked = (event: unknown, api: string, url: unknown, body: unknown, followed: boolean) => {
    const change = watch.gate?.({ api, url: url as string, body }, watch.stack(asked), followed);
    if (!change?.stopped) return;
    prevent(event);
    // a link that was changed as it was pressed goes where it led
    if (!trusted(event) || !byPersonOf(event) || !pressed || pressed === url) return;
    const led = pressed;
    later(() => {
      going = true; // one that begins before this event has ended is given up with it
      attempt(() => apply(assign, win.location, [led]));
      going = false;
    }, 0);
  };
  const press = (event: unknown): void => {
    pressed = attempt(() => placeOf(linkOf(event)));
  };
  const gone = (event: unknown): void => {
    safely(() => {
      if (!staysIn(destinationOf(event)) && !going) {
        const form = formOf(event);
        goes(urlOf(destinationOf(event)) as string);
        asked(
          event,
          form ? "form" : "navigation",
          urlOf(destinationOf(event)),
          form,
          byPersonOf(event) && (!!form || pressed === urlOf(destinationOf(event))),
        );
      }
    });
  };
  const clicked = (event: unknown): void => {
    safely(() => {
      const link = linkOf(event);
      const url = placeOf(link);
      if (link && attempt(() => goalOf(link)))
        asked(event, "navigation", url, undefined, trusted(event) && pressed === url);
    });
  };
  const submitted = (event: unknown): void => {
    safely(() => {
      const form = targetOf(event);
      const button = attempt(() => submitterOf(event));
      const other =
        button && attributeOf(button, "formaction")
          ? (attempt(() => goalOfButton(button)) ?? attempt(() => goalOfInput(button)))
          : undefined;
      asked(event, "form", other ?? actionOf(form), form, trusted(event));
    });
  };
  // the same functions each time, so that a document that is asked again hears them once
  return (there, doc) => {
    listen(own(there, "navigation") ?? getting(there, "navigation")(there), "navigate", gone);
    // to another window no navigation is told here
    for (let i = 0; i < PRESSING.length; i++) listen(doc, PRESSING[i], press, true);
    listen(doc, "click", clicked, true);
    listen(doc, "submit", submitted, true);
  };
}
