/** What natives.ts takes of a page at its start and Node has not; decisions use none of it. */
const page = globalThis as Record<string, unknown>;
for (const name of ["Document", "Element", "Node", "HTMLIFrameElement", "MutationObserver"])
  page[name] ??= class {};
page.location ??= {};
page.TWIN = true;
