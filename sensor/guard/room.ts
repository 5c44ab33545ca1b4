import { apply } from "../src/natives.js";

/** As many arguments, of 8 bytes each, as a look may need room on the stack for. */
const ENOUGH = new Array<unknown>(8_000);
const nothing = (): void => undefined;
/** Throws where the stack is as good as full, as the browser's own function would: half a look finds nothing. */
export const room = (): unknown => apply(nothing, undefined, ENOUGH);
