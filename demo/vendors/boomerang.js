// Boomerang with its round trip plugin: one beacon a page, as an image.
import "boomerangjs/boomerang.js";
import "boomerangjs/plugins/rt.js";

window.BOOMR.init({ beacon_url: "https://perf.boomerang-cloud.test/beacon", beacon_type: "GET", autorun: true });
