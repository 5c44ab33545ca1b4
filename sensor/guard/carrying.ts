/**
 * Addresses in texts that a script hands over: markup, styles, attributes. No function is called as
 * they load, and a header knows their hosts alone. So what they carry is judged as they are handed over:
 * one that may not take it along is put in as one that fails, or without what is taken out.
 */
import { attributeOf } from "../src/field.js";
import { absolute, bare, find, lower, slice, win } from "../src/natives.js";
import type { Change } from "../src/watch.js";
import { createElement, first } from "./nodes.js";
import { refusing } from "./showing.js";
import { back, ENDS, SPACE, until } from "./spelling.js";
import { contentOf, setMarkup } from "./waiting.js";

/** What an element loads that isn't an image; "" what loads nothing, or is judged as it leads away. */
const LOADING = /* @__PURE__ */ bare<Record<string, string>>({
  a: "",
  area: "",
  audio: "media",
  base: "",
  button: "",
  embed: "object",
  form: "",
  frame: "frame",
  iframe: "frame",
  link: "",
  object: "object",
  script: "script",
  source: "media",
  track: "media",
  video: "media",
});

/** A place that goes along a text: the last of a character before a place that only grows. */
export function lastOf(text: string, mark: string): (before: number) => number {
  let last = -1;
  let next = find(text, mark);
  return (before) => {
    for (; next >= 0 && next < before; next = find(text, mark, next + 1)) last = next;
    return last;
  };
}
type LastOf = ReturnType<typeof lastOf>;

/** What the address that begins there makes load; undefined where it is no more than text. */
function loading(
  text: string,
  from: number,
  alone: boolean,
  openedBefore: LastOf,
  closedBefore: LastOf,
): string | undefined {
  const before = back(text, back(text, from, "\"'"), SPACE);
  const isSource = lower(slice(text, before > 4 ? before - 4 : 0, before)) === "url(";
  if (isSource || lower(slice(text, before > 7 ? before - 7 : 0, before)) === "@import")
    return "image";
  const open = openedBefore(before);
  // a list of addresses has spaces and commas between them
  if (open < 0)
    return alone && (!before || before < from || text[before - 1] === ",") ? "image" : undefined;
  if (text[before - 1] !== "=" && closedBefore(before) > open) return undefined;
  return LOADING[lower(slice(text, open + 1, until(text, open + 1, ENDS + "/")))] ?? "image";
}

/** An attribute's value as the parser reads it. `quote`: what stands round it. */
function read(said: string, quote: string): string {
  if (find(said, "&") < 0) return said;
  const box = createElement(win.document, "template");
  setMarkup(box, "<i title=" + quote + said + quote + ">");
  return attributeOf(first(contentOf(box), "i"), "title") ?? said;
}

/**
 * A text with what its addresses may take along. `alone`: a text that is an address loads as one.
 * `judge`: what becomes of one of which something is known.
 */
export function carried(
  text: string,
  alone: boolean,
  home: string,
  judge: (api: string, url: string) => Change | undefined,
): string {
  const small = lower(text);
  const loads = alone || find(text, "<") >= 0 || find(small, "url(") >= 0;
  if (!loads && find(small, "@import") < 0) return text;
  let out = "";
  let start = 0;
  const opened = lastOf(text, "<");
  const closed = lastOf(text, ">");
  for (let at = find(text, "//"); at >= 0; at = find(text, "//", at + 2)) {
    const host = lower(slice(text, at + 2, until(text, at + 2, "/?#" + ENDS)));
    if (!host || host === home || at < start) continue;
    const from = back(text, at, ":HPSTWhpstw\t\n\r");
    const api = loading(text, from, alone, opened, closed);
    if (!api) continue;
    const quote = text[from - 1] ?? "";
    const quoted = quote === '"' || quote === "'";
    const ends = quote === "" ? "" : quote === "(" ? ")" : SPACE + ">";
    const end = until(text, at, quoted ? quote : ends);
    const said = slice(text, from, end);
    const url = absolute(read(said, quoted ? quote : ""));
    const change = judge(api, url);
    if (!change) continue;
    if (change.stopped) refusing(change.url, url, said);
    out += slice(text, start, from) + change.url;
    start = end;
  }
  return out + slice(text, start);
}
