/**
 * What a page hands to a call as the browser will read it, asked once: an object may say another thing
 * each time (getters, `toString`, iterators), and what was looked at has to be what goes out.
 * Sources: Web IDL §3.2 (conversions), Fetch §5.3, §5.4.
 */
import { isOne } from "../src/field.js";
import { asText, attempt, RequestOf, sizeOf } from "./natives.js";
import { handed } from "./makers.js";
import { nodeType } from "./nodes.js";
import { optionOf } from "./referrers.js";
import { isObject } from "./replaced.js";
import { bytesOf } from "../src/natives.blob.js";
import {
  type Args,
  bare,
  construct,
  defineProperty,
  free,
  getting,
  hrefOf,
  list,
  lower,
  own,
  prototype,
  ProxyOf,
  text,
  win,
} from "../src/natives.js";

/** Calls whose first argument is an address, or with `2` the second one. */
const ADDRESSED =
  " fetch sendBeacon fetchLater src srcset href data EventSource WebSocket WebTransport Worker SharedWorker register addModule open open2 add setAttribute setAttribute2 Request setRequestHeader setRequestHeader2 WebSocketStream close2 ";

/** Calls that take a text from which something loads. */
const HANDED = " setAttribute FontFace ";

/** Attributes that are addresses, or lists of some, on whatever element they mean anything. */
const LOADED = " srcset imagesrcset ping background ";

/** Calls with options (Fetch §5.4, RequestInit). */
const OPTIONED = " fetch fetchLater Request ";

const HeadersOf = /* @__PURE__ */ own(win, "Headers") as typeof Headers;
const eachHeader = free("Headers", "forEach");
const hasEntry = free("FormData", "has");
const BODIES = /* @__PURE__ */ list<(thing: object) => unknown>(
  bytesOf,
  sizeOf,
  /* @__PURE__ */ free("URLSearchParams", "toString"),
  (thing) => hasEntry(thing, ""),
  /* @__PURE__ */ getting("ReadableStream", "locked"),
  nodeType,
);

/** A body; of what is none of the browser's own sorts the text it says. */
function settledBody(body: unknown): unknown {
  if (!isObject(body)) return body;
  for (let i = 0; i < BODIES.length; i++)
    if (attempt(() => BODIES[i]?.(body)) !== undefined) return body;
  return asText(body);
}

/** Headers as an object without anything behind it. */
function settledHeaders(headers: unknown): unknown {
  if (!isObject(headers)) return headers;
  const out: Record<string, unknown> = bare({});
  eachHeader(construct(HeadersOf, [headers]), (value: unknown, name: string) => {
    out[name] = value;
  });
  return out;
}

const iterator = /* @__PURE__ */ own(own(win, "Symbol"), "iterator") as symbol;
const listOf = /* @__PURE__ */ own(own(win, "Array"), "from") as (
  of: unknown,
  each: typeof asText,
) => unknown[];
const iterate = /* @__PURE__ */ own(prototype(win, "Array"), iterator);
/** A sequence of texts that gives what it gave once. */
export function settledList(said: object): object {
  const all = listOf(said, asText);
  defineProperty(all, iterator, bare({ value: iterate }));
  return all;
}

let names: string[] | undefined;
/** What the browser asks options for, in its order. */
function optionNames(): readonly string[] {
  if (names) return names;
  const all = list<string>();
  const hears: ProxyHandler<object> = bare({
    get: (_options: object, name: PropertyKey): unknown => void (all[all.length] = name as string),
  });
  construct(RequestOf, ["about:blank", new ProxyOf(bare({}), hears)]);
  return (names = all);
}

function settledOptions(name: string, options: object): unknown {
  const out: Record<string, unknown> = bare({});
  const keep = (name: string): void => {
    const said = (options as Record<string, unknown>)[name];
    if (said !== undefined)
      out[name] =
        name === "headers"
          ? settledHeaders(said)
          : name === "body"
            ? settledBody(said)
            : optionOf(name, said);
  };
  const all = optionNames();
  for (let i = 0; i < all.length; i++) keep(all[i] as string);
  if (name === "fetchLater") keep("activateAfter");
  return out;
}

/** The arguments with all that may be asked again as what it says now. */
export function settled(name: string, args: Args): Args {
  try {
    return asked(name, args);
  } catch (error) {
    if (name !== "fetch") throw error;
    // which fails in a promise
    return list<unknown>(
      "",
      bare({
        get method(): never {
          throw error;
        },
      }),
    );
  }
}

function asked(name: string, args: Args): Args {
  const given = list<unknown>();
  for (let i = 0; i < args.length; i++) {
    let said = args[i];
    if (isObject(said)) {
      if (i < 2 && isOne(ADDRESSED, i ? name + "2" : name)) {
        const isAddress = attempt(() => hrefOf(said)) !== undefined;
        if (isAddress || !text(said)) said = asText(said);
      } else if (i === 1 && isOne(OPTIONED, name)) said = settledOptions(name, said);
      else if (i === 1 && name === "WebSocket") said = settledList(said);
      else if (i === +(name === "sendBeacon") && isOne(" send sendBeacon ", name))
        said = settledBody(said);
    }
    given[i] = said;
  }
  if (!isOne(HANDED, name)) return given;
  const attribute = given[0];
  return handed(given, undefined, typeof attribute === "string" && isOne(LOADED, lower(attribute)));
}
