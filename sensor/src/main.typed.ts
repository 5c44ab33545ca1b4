/**
 * The sensor of the live site that also says which kinds of what a person typed leave the page: as
 * `sensor.live.js`, and larger. What was typed is searched for in the page and never leaves it.
 */
import { sifter } from "./sift.js";
import { start } from "./start.js";

start(sifter());
