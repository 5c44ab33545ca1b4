/** Functions that take texts or attributes from which something loads later: who calls them is kept. */
import {
  absolute,
  arg,
  type Args,
  bare,
  construct,
  defineProperty,
  descriptor,
  find,
  type Fn,
  list,
  own,
  prototype,
  ProxyOf,
  slice,
  text,
} from "../src/natives.js";
import type { Watch } from "../src/watch.js";
import { constructor, disguise, method } from "../src/wrap.js";
import { handed } from "./makers.js";
import { inTexts } from "./replaced.js";
import { eachOf, round } from "./planting.js";

/** Interface, kind of property, names; beside those of planting and attributes. `=`: loads the address. */
const TAKING = `
CharacterData set data
CharacterData value appendData insertData replaceData
CSSStyleSheet value insertRule addRule replace replaceSync
CSSGroupingRule value insertRule
CSSStyleRule value insertRule
CSSStyleDeclaration value setProperty
CSSStyleDeclaration set cssText
StylePropertyMap value set append
DOMParser value parseFromString
Range value createContextualFragment
NamedNodeMap value setNamedItem setNamedItemNS
HTMLIFrameElement set srcdoc referrerPolicy
HTMLVideoElement set =poster
HTMLSourceElement set =srcset
HTMLImageElement set =srcset referrerPolicy
HTMLScriptElement set referrerPolicy
HTMLLinkElement set =imageSrcset referrerPolicy
HTMLTrackElement set =src
HTMLFrameElement set =src
CSSKeyframesRule value appendRule
HTMLBodyElement set =background
HTMLInputElement set =src formAction
HTMLButtonElement set formAction
HTMLFormElement set action
HTMLAnchorElement set href =ping host hostname referrerPolicy
HTMLAreaElement set href =ping host hostname referrerPolicy
HTMLMetaElement set content
HTMLBaseElement set href
SVGAnimatedString set =baseVal`;

/** Cache.add (Service Workers §5.4) asks for an address. */
const kept = (_self: unknown, args: Args) => ({ api: "fetch", url: absolute(text(arg(args, 0))) });

/** Looks at what is handed over in a realm. */
export function taking(there: object, watch: Watch): void {
  const hears = (go: (args: Args) => unknown, _self: unknown, args: Args): unknown =>
    go(inTexts(args, handed));
  const hearsFirst = (go: (args: Args) => unknown, _self: unknown, args: Args): unknown =>
    go(inTexts(args, handed, 1));
  const hearsAddress = (go: (args: Args) => unknown, _self: unknown, args: Args): unknown =>
    go(inTexts(args, (texts) => handed(texts, undefined, true)));
  const hearsHost = (go: (args: Args) => unknown, _self: unknown, args: Args): unknown =>
    go(
      inTexts(args, (texts) => {
        handed(list("//" + (arg(texts, 0) as string)));
        return texts;
      }),
    );
  eachOf(TAKING, (kind, name, part) => {
    const word = name[0] === "=" ? slice(name, 1) : name;
    const how = word !== name ? hearsAddress : find(name, "host") ? hears : hearsHost;
    round(prototype(there, kind), word, part, how);
  });
  round(own(there, "Document") as object, "parseHTMLUnsafe", "value", hearsFirst);
  constructor(there, "FontFace", () => undefined, watch);
  method(prototype(there, "Cache"), "add", kept, watch);
  const sound = descriptor(there, "Audio");
  if (!sound) return;
  const load = (target: object, args: Args, as: object): unknown =>
    construct(
      target as never,
      inTexts(args, (texts) => handed(texts, undefined, true)),
      as as never,
    );
  const proxy = new ProxyOf(sound.value as Fn, bare({ construct: load }) as ProxyHandler<Fn>);
  disguise(proxy, sound.value as Fn);
  sound.value = proxy;
  defineProperty(there, "Audio", sound);
}
