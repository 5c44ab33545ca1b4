/**
 * The guard: the live sensor that also keeps a policy. Served as one function, called with the
 * policy's table (`scriptward.app.guard`), as the page's first script.
 */
import "../src/main.live.js";
import { ready } from "./decide.ready.js";

export const policy = ready(TABLE);
