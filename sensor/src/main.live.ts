/**
 * The sensor of the live site: the page's first script, as
 * `<script src="https://collector.example/sensor.js"></script>`. It sends to `/c/<host of the page>`
 * of the place it came from, or to the address in its `data-collector`.
 */
import { guardedBy, type Live, live, onRefusal } from "./channel.live.js";
import { absolute, apply, descriptor, type Fn, getting, later, on, text, win } from "./natives.js";
import { everywhere, guardOf } from "../guard/starting.js";
import { attributeOf } from "./field.js";
import { postTo } from "./post.js";
import { taps } from "./taps/index.js";
import { safely } from "./wrap.js";

const FIRST_SENDING = 5_000; // milliseconds after the start; then in steps
const STEP = 30_000;
const SOON = 1_000;

const scriptNow = getting("Document", "currentScript")(win.document);
const sourceAddress = getting("HTMLScriptElement", "src");

/** A part of this document's address. */
const part = (name: string): string =>
  apply(descriptor(win.location, name)?.get as Fn, win.location, []) as string;

/** Where to send; "" where the script element doesn't tell. */
function collector(site: string): string {
  if (scriptNow === null) return "";
  const stated = text(attributeOf(scriptNow, "data-collector"));
  if (stated !== "") return absolute(stated);
  if (GUARD && sourceAddress(scriptNow) === "") return "";
  const source = new win.URL("/c/" + site, sourceAddress(scriptNow) as string);
  return text(source);
}

/** Whoever listens on this page; undefined where nobody could be told of it. */
function listener(): Live | undefined {
  const site = part("hostname");
  const url = collector(site);
  if (url === "" && !GUARD) return undefined;
  if (GUARD) guardedBy(guardOf(scriptNow as object | null, url));
  const watch = live(site, part("pathname"));
  const post = postTo(url, () => {
    watch.lose(1);
  });
  const send = (): void => {
    const body = watch.batch();
    if (body !== "") post.send(body);
  };
  const tick = (): void => {
    safely(send);
    later(tick, STEP);
  };
  later(tick, FIRST_SENDING);
  if (GUARD) {
    // a page may go away without a word, so refusals are told soon, later ones ever less so
    let wait = SOON;
    let waits = false;
    onRefusal(() => {
      if (waits) return;
      waits = true;
      later(() => {
        waits = false;
        wait *= 2;
        safely(send);
      }, wait);
    });
  }
  on("pagehide", () => {
    safely(() => {
      post.leave(watch.batch());
    });
  });
  const gate = GUARD && watch.gate;
  if (!gate) return watch;
  // the guard of a frame's own page tells through what is put in front of its realm
  return {
    ...watch,
    gate: (call, stack, followed) => (call.url === url ? undefined : gate(call, stack, followed)),
  };
}

const watch = safely(listener);

if (GUARD && watch?.gate) everywhere(watch);
else
  for (let i = 0; watch !== undefined && i < taps.length; i++) {
    safely(() => {
      taps[i]?.(win, watch);
    });
  }
