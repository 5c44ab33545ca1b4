/** new WebTransport (W3C WebTransport §6); its streams only the debugger sees. */
import type { Tap } from "../watch.js";
import { addressed, constructor } from "../wrap.js";

export const webtransport: Tap = (win, watch) => {
  constructor(win, "WebTransport", addressed("webtransport"), watch);
};
