// Says everything at the very end, when a page is left.
addEventListener("pagehide", () => navigator.sendBeacon("https://in.evasive.test/unload", "a=1"));
