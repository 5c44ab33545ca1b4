/** new EventSource (HTML §9.2): a stream from the server, its address is what is sent. */
import type { Tap } from "../watch.js";
import { addressed, constructor } from "../wrap.js";

export const eventsource: Tap = (win, watch) => {
  constructor(win, "EventSource", addressed("eventsource"), watch);
};
