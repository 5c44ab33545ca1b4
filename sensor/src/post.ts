/** Sends texts to the collector: by fetch, which can see a refusal and try again, and on leaving the
 * page by sendBeacon. */
import {
  apply,
  bare,
  defineProperty,
  type Fn,
  free,
  getting,
  later,
  list,
  own,
  win,
} from "./natives.js";

const FIRST_WAIT = 5_000; // milliseconds; three times as long after each refusal
const MOST_TRIES = 4;
const MOST_WAITING = 8;

const fetchNative = win.fetch as unknown as Fn;
const then = free("Promise", "then");
const statusOf = getting("Response", "status");
const beacon = own(win.Navigator.prototype, "sendBeacon") as Fn | undefined;

interface Letter {
  readonly body: string;
  tries: number;
}

/** What sends to one address. */
export interface Post {
  /** Sends a text, and again later while the collector is too busy. */
  readonly send: (body: string) => void;
  /** Hands all that is still on its way to the browser, as the page goes away. */
  readonly leave: (body: string) => void;
}

const options = (body: string): object =>
  bare({
    method: "POST",
    body,
    keepalive: true,
    mode: "cors",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    priority: "low",
  });

/** Whether an answer asks to try again. */
const isBusy = (response: unknown): boolean => {
  const status = statusOf(response) as number;
  return status === 503 || status === 429;
};

let gone = (): void => undefined;
/** In the guard: has something done where the collector answers that it is gone (410). */
export function onGone(work: () => void): void {
  gone = work;
}

/** A way to send to `url`; `lost` is called for each text that is given up. */
export function postTo(url: string, lost: () => void): Post {
  let waiting = list<Letter>();

  function settle(letter: Letter): void {
    const rest = list<Letter>();
    for (let i = 0; i < waiting.length; i++) {
      if (waiting[i] !== letter) rest[rest.length] = waiting[i] as Letter;
    }
    waiting = rest;
  }

  function again(letter: Letter): void {
    let wait = FIRST_WAIT;
    for (let i = 1; i < letter.tries; i++) wait *= 3;
    if (letter.tries < MOST_TRIES) {
      later(() => {
        if (isWaiting(letter)) attempt(letter);
      }, wait);
      return;
    }
    settle(letter);
    lost();
  }

  function isWaiting(letter: Letter): boolean {
    for (let i = 0; i < waiting.length; i++) if (waiting[i] === letter) return true;
    return false;
  }

  function attempt(letter: Letter): void {
    letter.tries += 1;
    const sent = apply(fetchNative, win, [url, options(letter.body)]) as object;
    defineProperty(sent, "constructor", bare({ value: undefined })); // no page code makes our promise
    then(
      sent,
      (response: unknown) => {
        if (isBusy(response)) again(letter);
        else settle(letter);
        if (GUARD && statusOf(response) === 410) gone();
      },
      () => {
        again(letter);
      },
    );
  }

  function hand(body: string): void {
    if (beacon === undefined || apply(beacon, win.navigator, [url, body]) !== true) lost();
  }

  return {
    send(body) {
      if (waiting.length >= MOST_WAITING) {
        lost();
        return;
      }
      const letter: Letter = bare({ body, tries: 0 });
      waiting[waiting.length] = letter;
      attempt(letter);
    },
    leave(body) {
      for (let i = 0; i < waiting.length; i++) {
        const letter = waiting[i] as Letter;
        if (letter.tries > 1) hand(letter.body); // others are under way: keepalive brings them home
      }
      waiting = list();
      if (body !== "") hand(body);
    },
  };
}
