/** The browser's functions for documents, elements and events that several files of the guard ask. */
import { free, getting, win } from "../src/natives.js";

export const createElement = free("Document", "createElement");
export const setAttribute = free("Element", "setAttribute");
export const nodeType = getting("Node", "nodeType");
export const viewOf = getting("Document", "defaultView");
export const documentIn = getting(win, "document");
export const countOf = getting(win, "length") as (of: unknown) => number;
export const targetOf = getting("Event", "target");
/** Whether the browser made an event; its getter lies on each event and can't be replaced (DOM §2.2). */
export const trusted = (event: unknown): boolean =>
  getting(event as object, "isTrusted")(event) === true;
export const first = free("DocumentFragment", "querySelector");
