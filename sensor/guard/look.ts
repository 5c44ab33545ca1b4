/** Looks a call through at once, as the guard must before it goes out. */
import { search, type Part, type Result } from "../src/match.js";
import type { Known } from "../src/match.known.js";
import { list } from "../src/natives.js";
import { addAddress, addBody, addHeaders, type Payload } from "../src/payload.js";
import type { Sent } from "../src/watch.js";

const PATIENCE = 50; // milliseconds: what isn't read in time goes on, and a busy page takes its time

/** Which of the values are in a call. */
export function look(call: Sent, values: readonly Known[]): Result {
  const parts = list<Part>();
  if (!values.length) return { found: list(), whole: true };
  const payload: Payload = { parts, whole: true };
  addHeaders(payload, call.headers);
  addBody(payload, call.body);
  addAddress(payload, call.url);
  const { found, whole } = search(parts, values, PATIENCE);
  return { found, whole: whole && payload.whole };
}
