/**
 * What a policy lets a script use of the browser beside the page: place, clipboard, camera, devices. A
 * call that is forbidden fails as it does where a person says no, and nobody is asked.
 */
import { eachOf, round } from "./planting.js";
import { replaced } from "./replaced.js";
import {
  apply,
  arg,
  type Args,
  bare,
  construct,
  defineProperty,
  find,
  type Fn,
  later,
  own,
  prototype,
  setPrototypeOf,
  slice,
  win,
} from "../src/natives.js";
import type { Watch } from "../src/watch.js";
import { safely } from "../src/wrap.js";

/** Interface, capability and methods; `+`: the interface's own. */
const CALLED = `
Geolocation geolocation getCurrentPosition watchPosition
Clipboard clipboard read readText
MediaDevices media getUserMedia
Navigator media getUserMedia webkitGetUserMedia
Navigator midi requestMIDIAccess
USB usb requestDevice getDevices
Bluetooth bluetooth requestDevice getDevices
Serial serial requestPort getPorts
PaymentRequest payment show canMakePayment
+Notification notifications requestPermission
Sensor sensors start`;
/** The same of what an event says of the device; where there is no sensor it is null. */
const READ = `
DeviceMotionEvent sensors acceleration accelerationIncludingGravity rotationRate
DeviceOrientationEvent sensors alpha beta gamma`;

const dispatch = own(win.EventTarget.prototype, "dispatchEvent") as Fn;

type Media = { readonly video?: unknown; readonly audio?: unknown } | undefined;
type Made = new (...args: unknown[]) => object;

/** Refuses what the policy forbids. */
export function capabilities(there: object, { refuses, stack }: Watch): void {
  if (!refuses) return;
  const maker = (name: string): Made => own(there, name) as Made;
  const PromiseOf = maker("Promise");
  const ErrorOf = maker("DOMException");
  const asks = (capability: string, shim: object): boolean =>
    safely(() => refuses(capability, stack(shim))) === true;
  const tell = (to: unknown, said: unknown): void => {
    if (typeof to === "function") later(() => void apply(to as Fn, undefined, [said]), 0);
  };
  const promised = (said: unknown, fails = false): object =>
    construct(PromiseOf, [
      (kept: Fn, lost: Fn) => {
        (fails ? lost : kept)(said);
      },
    ]);

  /** What a refused call gives. */
  function failing(kind: string, name: string, self: unknown, args: Args): unknown {
    const device = find("USB Bluetooth Serial", kind) >= 0;
    const error = construct(ErrorOf, [
      device ? "No device selected." : "Permission denied",
      device ? "NotFoundError" : "NotAllowedError",
    ]);
    if (kind === "Geolocation") {
      const said = construct(maker("Object"), []);
      setPrototypeOf(said, prototype(there, "GeolocationPositionError") ?? null);
      defineProperty(said, "code", bare({ value: 1 }));
      defineProperty(said, "message", bare({ value: "User denied Geolocation" }));
      tell(arg(args, 1), said);
      return name[0] === "w" ? 1 : undefined;
    }
    if (kind === "Navigator" && name !== "requestMIDIAccess") {
      tell(arg(args, 2), error);
      return undefined;
    }
    if (kind[0] === "+") {
      tell(arg(args, 0), "denied");
      return promised("denied");
    }
    if (kind === "Sensor") {
      const event = construct(maker("SensorErrorEvent"), ["error", bare({ error })]);
      later(() => apply(dispatch, self, [event]), 0);
      return undefined;
    }
    if (name[0] === "c") return promised(false);
    if (device && name[0] === "g") return promised(construct(maker("Array"), []));
    return promised(error, true);
  }

  eachOf(CALLED, (kind, name, capability) => {
    const plus = kind[0] === "+";
    const owner = plus ? own(there, slice(kind, 1)) : prototype(there, kind);
    round(owner as object | undefined, name, "value", (go, self, args, shim) => {
      if (capability !== "media")
        return asks(capability, shim) ? failing(kind, name, self, args) : go();
      const said = arg(args, 0) as Media;
      if (!said) return go();
      // asked once, and outside our own work: they may be the page's functions
      const { video, audio } = said;
      if ((video && asks("camera", shim)) || (audio && asks("microphone", shim)))
        return failing(kind, name, self, args);
      const fresh = bare({ video, audio });
      setPrototypeOf(fresh, said);
      return go(replaced(args, 0, fresh));
    });
  });
  eachOf(READ, (kind, name, capability) => {
    round(prototype(there, kind), name, "get", (go, _self, _args, shim) =>
      asks(capability, shim) ? null : go(),
    );
  });
}
