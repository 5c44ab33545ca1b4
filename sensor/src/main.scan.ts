/** The sensor of a scan: runs in every frame before the page's own scripts. */
import { hello, listens, scan } from "./channel.scan.js";
import { devices } from "./devices.js";
import { address, find, slice, win } from "./natives.js";
import { sdks } from "./sdks.js";
import { stores } from "./stores.js";
import { surfaces } from "./surfaces.js";
import { taps } from "./taps/index.js";
import { safely } from "./wrap.js";

function pageAddress(): string {
  let url = address();
  for (let i = 0; i < 2; i++) {
    const end = find(url, "#?"[i] as string);
    if (end >= 0) url = slice(url, 0, end);
  }
  return url;
}

if (listens) {
  safely(() => {
    hello(pageAddress());
  }, undefined);
  safely(() => {
    sdks(scan);
  }, undefined);
  for (let i = 0; i < taps.length; i++) {
    safely(() => {
      taps[i]?.(win, scan);
    }, undefined);
  }
  safely(() => {
    stores(scan);
  }, undefined);
  safely(() => {
    surfaces(scan);
  }, undefined);
  safely(() => {
    devices(scan);
  }, undefined);
}
