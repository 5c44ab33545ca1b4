// An advertising measurer, ours, that does everything in an odd way: a visitor id from
// FingerprintJS, code in a blob and by eval, a module from its own host, a frame made of text.
import FingerprintJS from "@fingerprintjs/fingerprintjs";

const host = "https://cdn.adnest.test";
const slot = `slot-${document.body?.className || "top"}`;
window.adnestSlot = (0, eval)("({ created: 'adnest' })");

const code = new Blob(["window.adnestSlot.viewable = document.visibilityState;"], { type: "text/javascript" });
const element = document.createElement("script");
element.src = URL.createObjectURL(code);
document.head.append(element);

const frame = document.createElement("iframe");
frame.hidden = true;
frame.title = "Advertisement";
frame.srcdoc = "<script>new Image().src = 'https://px.adnest.test/view?page=' + encodeURIComponent(parent.location.href);</script>";
document.documentElement.append(frame);

Promise.all([
  import(`${host}/measure.module.js`),
  FingerprintJS.load({ monitoring: false }),
]).then(async ([{ measure }, agent]) => {
  const { visitorId } = await agent.get();
  measure({ visitorId, slot });
});
