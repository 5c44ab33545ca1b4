/**
 * WebRTC: a connection goes to each server it is told of, and to whomever the other side names. One
 * that is refused is made all the same, without servers and by relays only: it finds no way, gathers
 * nothing and fails, as behind a firewall.
 */
import { arg, bare, isArray, list, own } from "../src/natives.js";
import { matched } from "../src/natives.bytes.js";
import type { Caller } from "../src/vocabulary.js";
import type { Sent, Watch } from "../src/watch.js";

const MOST_SERVERS = 20;

/** An ICE server's host as an address the policy can judge; "" for none. */
function place(url: string): string {
  const found = matched(/^(?:stuns?|turns?):([^?]+)/i, url);
  return found ? "https://" + (found[1] as string) + "/" : "";
}

/** Asks of each server; what a refusal makes of the call. */
export function peering(
  listed: unknown,
  stack: readonly Caller[],
  watch: Watch,
  addressOf: (server: unknown) => string,
): Sent {
  const count = isArray(listed) ? listed.length : 0;
  let url = "";
  for (let i = 0; i < count && i < MOST_SERVERS; i++) {
    url = place(addressOf(own(listed, i)));
    if (i < count - 1 && watch.gate?.({ api: "webrtc", url }, stack)) break;
  }
  return {
    api: "webrtc",
    url,
    instead: (_change, args) =>
      list(bare({ iceServers: list(), iceTransportPolicy: "relay" }), arg(args, 1)),
  };
}
