/** What a refused call throws names the address the page asked for. */
import { construct, getting, win } from "../src/natives.js";
import { told } from "./showing.js";
import { attempt } from "./natives.js";

const DOMExceptionOf = win.DOMException;
const messageOf = getting("DOMException", "message");
const nameOf = getting("DOMException", "name");

/** An exception of the browser's with the page's address in it; another one as it is. */
export function named(error: unknown): unknown {
  const said = attempt(() => messageOf(error));
  const better = told(said, false);
  return better === said ? error : construct(DOMExceptionOf, [better, nameOf(error)]);
}
