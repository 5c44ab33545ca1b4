/** Arguments of a call with one of them another. */
import { type Args, list } from "../src/natives.js";

/** None stay none, since the browser says what is missing. */
export function replaced(args: Args, at: number, value: unknown): unknown[] {
  const given = list<unknown>();
  for (let i = 0; i < args.length; i++) given[i] = i === at ? value : args[i];
  return given;
}
