// rrweb as its guide says, sent in batches and also live, event by event, over a WebSocket.
import { record } from "rrweb";

const socket = new WebSocket("wss://live.rrweb.test/session");
let waiting = [];
let live = [];

socket.addEventListener("open", () => {
  live.forEach((event) => socket.send(JSON.stringify(event)));
  live = { push: (event) => socket.send(JSON.stringify(event)) };
});
record({
  emit(event) {
    waiting.push(event);
    live.push(event);
  },
  maskAllInputs: false,
});
addEventListener("load", () => {
  record.addCustomEvent("identify", { member_id: VISIT.member_id, email: VISIT.email, phone: VISIT.phone });
});
setInterval(() => {
  if (!waiting.length) return;
  const body = JSON.stringify({ events: waiting });
  waiting = [];
  void fetch("https://in.rrweb.test/api/records", { method: "POST", body });
}, 300);
