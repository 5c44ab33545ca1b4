/**
 * In a scan: who asks for the place, the clipboard, the camera, a payment or a device. A policy that is
 * learned has to permit it: guard and header refuse what nothing permits. Asked for counts, whatever the
 * machine of the scan answers: it has no camera.
 */
import { arg, type Args, bare, own, win } from "./natives.js";
import type { Read, Watch } from "./watch.js";
import { method, type Owner } from "./wrap.js";

/** Interface, capability and methods; `+`: the interface's own. Those that the guard refuses. */
const ASKED: readonly (readonly string[])[] = [
  ["Geolocation", "geolocation", "getCurrentPosition", "watchPosition"],
  ["Clipboard", "clipboard", "read", "readText"],
  ["MediaDevices", "media", "getUserMedia"],
  ["Navigator", "media", "getUserMedia", "webkitGetUserMedia"],
  ["Navigator", "midi", "requestMIDIAccess"],
  ["USB", "usb", "requestDevice", "getDevices"],
  ["Bluetooth", "bluetooth", "requestDevice", "getDevices"],
  ["Serial", "serial", "requestPort", "getPorts"],
  ["PaymentRequest", "payment", "show", "canMakePayment"],
  ["+Notification", "notifications", "requestPermission"],
  ["Sensor", "sensors", "start"],
];
const MEDIA = { video: "camera", audio: "microphone" } as const;

/** Looks at everything above. */
export function devices(watch: Watch): void {
  const say = (target: Read["target"], name: string, shim: object): void => {
    const read: Read = { target, name, selector: "", type: "" };
    if (watch.due(target)) watch.read(bare(read), watch.stack(shim));
  };
  for (let i = 0; i < ASKED.length; i++) {
    const row = ASKED[i] as readonly string[];
    const first = row[0] as string;
    const target = row[1] as Read["target"] | "media";
    const self = first[0] === "+";
    const made = own(win, self ? "Notification" : first);
    const owner = (self ? made : own(made, "prototype")) as Owner;
    for (let j = 2; j < row.length; j++) {
      const name = row[j] as string;
      const look = (_self: unknown, args: Args, shim: object): undefined => {
        if (target !== "media") {
          say(target, name, shim);
          return undefined;
        }
        const asked = arg(args, 0) as { video?: unknown; audio?: unknown } | undefined;
        if (asked?.video) say(MEDIA.video, name, shim);
        if (asked?.audio) say(MEDIA.audio, name, shim);
        return undefined;
      };
      method(owner, name, look, watch);
    }
  }
}
