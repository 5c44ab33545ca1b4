/** Whether this is the scan's bundle: `build.mjs` says it, and what the other needs is left out. */
declare const SCAN: boolean;
