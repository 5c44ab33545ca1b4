/**
 * In a scan: who asks for what tells one browser from another. Each of these is asked for good
 * reasons too; only many of them together are a fingerprint, and that is judged later.
 * Left alone is what pages call all the time: sizes of elements and texts, the clock, drawing.
 */
import { arg, bare, find, own, win } from "./natives.js";
import type { Read, Watch } from "./watch.js";
import { eachWord } from "./words.js";
import { type Due, getter, method, type Owner } from "./wrap.js";

/** An interface and its attributes. */
const ASKED = [
  "Navigator hardwareConcurrency deviceMemory platform plugins languages maxTouchPoints",
  "Screen colorDepth availWidth",
];
/** An interface and its methods. */
const CALLED = [
  "HTMLCanvasElement toDataURL toBlob",
  "OffscreenCanvas convertToBlob",
  "OfflineAudioContext startRendering",
  "FontFaceSet check",
  "SpeechSynthesis getVoices",
  "MediaDevices enumerateDevices",
  "NavigatorUAData getHighEntropyValues",
];
/** The same by kind of drawing: such an interface takes long to touch, so nobody does before a page. */
const DRAWN: Readonly<Record<string, readonly string[]>> = bare({
  "2d": ["CanvasRenderingContext2D getImageData"],
  webgl: ["WebGLRenderingContext getParameter getSupportedExtensions"],
  webgl2: ["WebGL2RenderingContext getParameter getSupportedExtensions"],
});
const DRAWING = ["HTMLCanvasElement getContext", "OffscreenCanvas getContext"];
const MEDIA = ["color-gamut", "dynamic-range", "inverted-colors", "monochrome"];
/** UNMASKED_VENDOR_WEBGL and UNMASKED_RENDERER_WEBGL (WEBGL_debug_renderer_info). */
const UNMASKED = [37445, 37446];

const always: Due = () => true;
const unmasked: Due = (args) => arg(args, 0) === UNMASKED[0] || arg(args, 0) === UNMASKED[1];
const media: Due = (args) => {
  const query = arg(args, 0);
  if (typeof query !== "string" || query.length > 200) return false;
  for (let i = 0; i < MEDIA.length; i++) if (find(query, MEDIA[i] as string) >= 0) return true;
  return false;
};

/** Calls back with the prototype of each interface of a table and each name that stands behind it. */
function each(table: readonly string[], work: (owner: Owner, name: string) => void): void {
  eachWord(table, (first, name) => {
    work(own(own(win, first), "prototype") as Owner, name);
  });
}

/** Looks at everything above. */
export function surfaces(watch: Watch): void {
  const say = (name: string, shim: object): undefined => {
    const read: Read = { target: "fingerprint", name, selector: "", type: "" };
    watch.read(bare(read), watch.stack(shim));
    return undefined;
  };
  const called = (owner: Owner, name: string, due: Due = always): void => {
    const worth: Due = (args) => due(args) && watch.due("fingerprint " + name);
    method(owner, name, (_self, _args, shim) => say(name, shim), watch, worth);
  };
  each(ASKED, (owner, name) => {
    const worth = (): boolean => watch.due("fingerprint " + name);
    getter(owner, name, worth, (_self, shim) => {
      say(name, shim);
    });
  });
  each(CALLED, called);
  const touched: Record<string, boolean> = bare({});
  const draws = (_self: unknown, args: readonly unknown[]): undefined => {
    const kind = arg(args, 0) as string;
    touched[kind] = true;
    each(DRAWN[kind] as readonly string[], (owner, name) => {
      called(owner, name, name === "getParameter" ? unmasked : always);
    });
  };
  const fresh: Due = (args) => {
    const kind = arg(args, 0);
    return typeof kind === "string" && DRAWN[kind] !== undefined && touched[kind] !== true;
  };
  each(DRAWING, (owner, name) => {
    method(owner, name, draws, watch, fresh);
  });
  called(own(own(own(win, "Intl"), "DateTimeFormat"), "prototype") as Owner, "resolvedOptions");
  called(win, "matchMedia", media);
}
