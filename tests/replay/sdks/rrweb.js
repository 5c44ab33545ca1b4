// rrweb as its guide says, or with everything masked.
import { record } from "rrweb";

const strict = document.currentScript.dataset.mode === "strict";
let waiting = [];

record({
  emit(event) {
    waiting.push(event);
  },
  ...(strict && { maskAllInputs: true, maskTextSelector: "*" }),
});
setInterval(() => {
  if (!waiting.length) return;
  const body = JSON.stringify({ events: waiting });
  waiting = [];
  void fetch("https://in.rrweb.test/api/records", { method: "POST", body });
}, 300);
