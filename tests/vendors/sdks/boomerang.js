// Boomerang with round trip, navigation and resource timing: one beacon a page.
import "boomerangjs/boomerang.js";
import "boomerangjs/plugins/rt.js";
import "boomerangjs/plugins/navtiming.js";
import "boomerangjs/plugins/restiming.js";

window.BOOMR.init({
  beacon_url: "https://perf.boomerang.test/beacon",
  autorun: true,
  ResourceTiming: { enabled: true },
});
window.BOOMR.addVar({ member_id: VISIT.member_id, email: VISIT.email, phone: VISIT.phone, "cmet.condition": VISIT.condition });
