/**
 * In a scan: who sets cookies (HTML §3.1.5, Cookie Store API §2), storage keys (HTML §12.2) and opens
 * databases (Indexed Database API §4.3). Names and lifetimes only, never what is put there.
 * `localStorage.name = …` calls nothing that could be looked at.
 */
import { arg, bare, find, getting, lower, own, slice, win } from "./natives.js";
import type { Read, Watch } from "./watch.js";
import { type Look, method, setter } from "./wrap.js";

const LONGEST = 200;
const LONGEST_DATE = 60;
const LIVES = ["max-age=", "expires="];

type Kind = "set-cookie" | "set-local" | "set-session" | "set-database";
interface Told {
  readonly kind: Kind;
  readonly name: unknown;
  readonly lives?: string;
}

/** The attribute that says how long a cookie lives, in lower case; "" where none does. */
function lifeOf(cookie: string): string {
  const start = find(cookie, ";");
  const rest = start < 0 ? "" : lower(slice(cookie, start));
  for (let i = 0; i < LIVES.length; i++) {
    const at = find(rest, LIVES[i] as string);
    const end = find(rest, ";", at);
    if (at >= 0) return slice(slice(rest, at, end < 0 ? rest.length : end), 0, LONGEST_DATE);
  }
  return "";
}

function nameOf(cookie: string): string {
  const end = find(cookie, ";");
  const pair = end < 0 ? cookie : slice(cookie, 0, end);
  const equals = find(pair, "=");
  return equals < 0 ? "" : slice(pair, 0, equals);
}

/** Looks at everything that keeps something in the browser. */
export function stores(watch: Watch): void {
  const localOf = getting(win, "localStorage");
  const seen =
    (what: (self: unknown, args: readonly unknown[]) => Told | undefined): Look =>
    (self, args, shim) => {
      const told = what(self, args);
      const name = told?.name;
      if (told === undefined || typeof name !== "string" || name.length > LONGEST) return undefined;
      if (!watch.due(told.kind + " " + name)) return undefined;
      const read: Read = { target: told.kind, name, selector: "", type: told.lives ?? "" };
      watch.read(bare(read), watch.stack(shim));
      return undefined;
    };
  const cookie = seen((_self, args) => {
    const text = arg(args, 0);
    if (typeof text !== "string") return undefined;
    return { kind: "set-cookie", name: nameOf(text), lives: lifeOf(text) };
  });
  setter(win.Document.prototype, "cookie", cookie, watch);
  const stored = seen((_self, args) => {
    const first = arg(args, 0);
    const ends = own(first, "expires");
    const name = typeof first === "string" ? first : own(first, "name");
    return { kind: "set-cookie", name, lives: typeof ends === "number" ? "at=" + ends : "" };
  });
  method(win.CookieStore?.prototype, "set", stored, watch);
  const kept = seen((self, args) => {
    const kind = self === localOf(win) ? "set-local" : "set-session";
    return { kind, name: arg(args, 0) };
  });
  method(win.Storage.prototype, "setItem", kept, watch);
  const database = seen((_self, args) => ({ kind: "set-database", name: arg(args, 0) }));
  method(win.IDBFactory?.prototype, "open", database, watch);
}
