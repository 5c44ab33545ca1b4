/**
 * RTCPeerConnection (W3C WebRTC §4): a connection no debugger shows as a request. What is seen are
 * the servers it is told to ask, and the opening of a channel for data.
 */
import { arg, defineProperty, descriptor, isArray, own, slice } from "../natives.js";
import { peering } from "../../guard/peering.js";
import type { Sent, Tap, Watch } from "../watch.js";
import { constructor, method } from "../wrap.js";

const MOST_SERVERS = 10;
const LONGEST = 500; // characters of a name or password

/** The first address of one ICE server; accessors of the page's objects are not run. */
function addressOf(server: unknown): string {
  const urls = own(server, "urls");
  const url = isArray(urls) ? own(urls, 0) : urls;
  return typeof url === "string" ? url : "";
}

/** One server as it is told; in a scan with the name and password for it, a space before each. */
function told(server: unknown): Sent {
  const said = [own(server, "username"), own(server, "credential")];
  let url = addressOf(server);
  for (let i = 0; SCAN && i < 2; i++)
    if (typeof said[i] === "string") url += " " + slice(said[i] as string, 0, LONGEST);
  return { api: "webrtc", url };
}

/** Says all servers of a configuration but the first, which it gives back. */
function servers(configuration: unknown, shim: object, watch: Watch): Sent {
  const listed = own(configuration, "iceServers");
  if (GUARD) return peering(listed, watch.stack(shim), watch, addressOf);
  if (!isArray(listed)) return { api: "webrtc", url: "" };
  for (let i = 1; i < listed.length && i < MOST_SERVERS; i++) {
    watch.sent(told(own(listed, i)), watch.stack(shim), false);
  }
  return told(own(listed, 0));
}

export const webrtc: Tap = (win, watch) => {
  const proto = win.RTCPeerConnection?.prototype;
  const look = (_self: unknown, args: readonly unknown[], shim: object): Sent =>
    servers(arg(args, 0), shim, watch);
  constructor(win, "RTCPeerConnection", look, watch);
  if (GUARD) {
    const former = descriptor(win, "webkitRTCPeerConnection"); // the same under its former name
    if (former) former.value = own(win, "RTCPeerConnection");
    if (former) defineProperty(win, "webkitRTCPeerConnection", former);
  }
  method(proto, "setConfiguration", look, watch);
  method(proto, "createDataChannel", () => ({ api: "webrtc", url: "" }), watch);
};
