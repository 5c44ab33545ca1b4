/** The browser's functions for documents, elements and events that several files of the guard ask. */
import { free, getting, win } from "../src/natives.js";

export const createElement = free("Document", "createElement");
export const setAttribute = free("Element", "setAttribute");
export const nodeType = getting("Node", "nodeType");
export const viewOf = getting("Document", "defaultView");
export const documentIn = getting(win, "document");
export const countOf = getting(win, "length") as (of: unknown) => number;
export const targetOf = getting("Event", "target");
export const first = free("DocumentFragment", "querySelector");
