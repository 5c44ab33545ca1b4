// The chat's frame: talks to its server over a socket.
const socket = new WebSocket("wss://live.chatterbox.test/talk");
const talk = document.getElementById("talk");
const ready = new Promise((resolve) => socket.addEventListener("open", resolve));
const tell = async (message) => { await ready; socket.send(JSON.stringify(message)); };
void ready.then(() => {
  for (const part of document.getElementById("say").elements) part.disabled = false;
});

function show(text) {
  talk.append(Object.assign(document.createElement("li"), { textContent: text }));
}

addEventListener("message", ({ data }) => tell({ type: "context", ...data }));
socket.addEventListener("message", ({ data }) => show(JSON.parse(data).text));
document.getElementById("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const line = document.getElementById("line");
  tell({ type: "line", text: line.value });
  show(line.value);
  line.value = "";
});
