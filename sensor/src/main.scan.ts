/** The sensor of a scan: runs in every frame before the page's own scripts. */
import { hello, listens, scan } from "./channel.scan.js";
import { devices } from "./devices.js";
import { address, find, slice, win } from "./natives.js";
import { sdks } from "./sdks.js";
import { stores } from "./stores.js";
import { styles } from "./styles.js";
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
  for (let i = 0; i < taps.length; i++) {
    safely(() => {
      taps[i]?.(win, scan);
    }, undefined);
  }
  const more = [sdks, stores, styles, surfaces, devices];
  for (let i = 0; i < more.length; i++) {
    safely(() => {
      more[i]?.(scan);
    }, undefined);
  }
}
