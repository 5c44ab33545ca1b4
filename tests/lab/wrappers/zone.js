// zone.js, which wraps promises, timers, listeners and what sends; it sends nothing itself.
import "zone.js";
