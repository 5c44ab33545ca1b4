/** What a tap is, and what it may say to whoever listens: the scanner or the collector. */
import type { Args, Fn } from "./natives.js";
import type { Caller } from "./vocabulary.js";

/** What a tap says of a call: which API, with which address ("" where it can't be told). */
export interface Sent {
  readonly api: string;
  readonly url: string;
  /** What is sent besides, as the page gave it; nothing that would have to be asked for. */
  readonly body?: unknown;
  readonly headers?: unknown;
  /** Arguments of the call where it is to be another one; undefined: it is not made. Else the first is the address. */
  readonly instead?: (change: Change, args: Args) => Args | undefined;
}

/** What the guard makes of a call. */
export interface Change {
  readonly url: string;
  /** Undefined where it stays as it was. */
  readonly body: unknown;
  /** Whether it is to fail. */
  readonly stopped: boolean;
}

/** What was read, or in a scan set; names and kinds, never what was in it. */
export interface Read {
  readonly target:
    | "field"
    | "cookie"
    | "storage"
    | "fingerprint"
    | "geolocation"
    | "clipboard"
    | "camera"
    | "microphone"
    | "payment"
    | "notifications"
    | "sensors"
    | "usb"
    | "bluetooth"
    | "serial"
    | "midi"
    | "set-cookie"
    | "set-local"
    | "set-session"
    | "set-database";
  readonly name: string;
  readonly selector: string;
  readonly type: string;
}

/** Takes what the taps see. */
export interface Watch {
  /** Who called: the frames below `shim`. */
  readonly stack: (shim: object) => readonly Caller[];
  /** Says a call; gives the name of the task to run the browser's own call in, or "". */
  readonly sent: (call: Sent, stack: readonly Caller[], wrapped: boolean) => string;
  /** In the guard, instead of `sent`: what is to become of a call; undefined: it stays as it is. */
  readonly gate?: (call: Sent, stack: readonly Caller[]) => Change | undefined;
  /** In the guard: whether a reading of a field with these words is to give nothing. */
  readonly masks?: ((words: string, stack: readonly Caller[]) => boolean) | undefined;
  /** In the guard: whether such code may not use a capability of the browser. */
  readonly refuses?: ((capability: string, stack: readonly Caller[]) => boolean) | undefined;
  /** In the guard: hosts a worker of such code may reach, a space round each; undefined: any. */
  readonly hosts?: (stack: readonly Caller[]) => string | undefined;
  /** Runs the browser's own call as that task; only in a scan. */
  readonly run?: (task: string, native: Fn, self: unknown, args: Args) => unknown;
  /** Says a reading. */
  readonly read: (seen: Read, stack: readonly Caller[]) => void;
  /** Says that a script put a function of its own in front of the browser's; only in a scan. */
  readonly wraps?: (api: string, stack: readonly Caller[]) => void;
  /** Says that a known SDK was asked to track something; only in a scan. */
  readonly asked?: (api: string, words: readonly string[], stack: readonly Caller[]) => void;
  /** Remembers what something was made of that can't be read at once; only where it is needed. */
  readonly made?: ((thing: object, of: unknown) => void) | undefined;
  /** Remembers what is put into a form, `alone` where it takes the place of others of its name. */
  readonly joined?: (form: object, args: Args, alone: boolean) => undefined;
  /** Whether a reading of this thing is to be looked at closely. */
  readonly due: (thing: unknown) => boolean;
}

/** One API family: puts its look-ons in place. */
export type Tap = (win: Window & typeof globalThis, watch: Watch) => void;
