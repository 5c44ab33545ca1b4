/** Whether this is the scan's build; esbuild fills it in and drops what the other builds don't need. */
declare const SCAN: boolean;
/** Whether this is the build that enforces a policy. */
declare const GUARD: boolean;
/**
 * Whether tests ask the guard's decisions beside Python's: then they give reasons and hear of owners,
 * products, categories and accounts, which no page knows.
 */
declare const TWIN: boolean;
/** The policy's table, given by whoever serves the guard. */
declare const TABLE: object;
/** A Content-Security-Policy to put into the page; "" where its headers say it. */
declare const CSP: string;
