/** Arguments of a call with some of them others. */
import { arg, type Args, bare, free, list, prototype, win } from "../src/natives.js";
import { asText, attempt } from "./natives.js";
import { nodeType } from "./nodes.js";

/** None stay none, since the browser says what is missing. */
export function replaced(args: Args, at: number, value: unknown): unknown[] {
  const given = list<unknown>();
  for (let i = 0; i < args.length; i++) given[i] = i === at ? value : args[i];
  return given;
}

export const isObject = (thing: unknown): thing is object =>
  typeof thing === "function" || (typeof thing === "object" && thing !== null);

const textOf = (name: string) => free(prototype(win, name), "toString");
/** Objects the browser reads without asking the page. */
const SURE = /* @__PURE__ */ list(
  /* @__PURE__ */ textOf("TrustedHTML"),
  /* @__PURE__ */ textOf("TrustedScriptURL"),
  /* @__PURE__ */ textOf("CSSStyleValue"),
);

interface Spoken {
  readonly texts: Args;
  /** What the browser is given: what it has vouched for as it was, where the text is still the same. */
  readonly back: (given: Args) => Args;
}

/** Arguments as texts, what the page's objects say asked once. */
export function spoken(args: Args, first = 0, most = 9): Spoken {
  const texts = replaced(args, -1, 0);
  const sure = list<boolean>();
  for (let i = first; i < args.length && i < most; i++) {
    const one = args[i];
    if (!isObject(one) || attempt(() => nodeType(one)) !== undefined) continue;
    let text: unknown;
    for (let j = 0; text === undefined && j < SURE.length; j++)
      text = attempt(() => SURE[j]?.(one));
    sure[i] = text !== undefined;
    texts[i] = text ?? asText(one);
  }
  const back = (given: Args): Args => {
    let out = given;
    for (let i = 0; i < sure.length; i++)
      if (sure[i] && arg(given, i) === texts[i]) out = replaced(out, i, args[i]);
    return out;
  };
  return bare({ texts, back });
}

/** Arguments of which `work` has made others, as texts. */
export function inTexts(args: Args, work: (args: Args) => Args, most = 9): Args {
  const { texts, back } = spoken(args, 0, most);
  return back(work(texts));
}
