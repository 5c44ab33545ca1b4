// The risk estimate runs in a worker, so a slow phone stays smooth.
/** Wires the risk form. */
export function start() {
  const worker = new Worker("/assets/estimate.worker.js");
  worker.onmessage = ({ data }) => {
    document.getElementById("estimate").textContent = data.text;
  };
  document.getElementById("risk").addEventListener("submit", (event) => {
    event.preventDefault();
    worker.postMessage({ age: Number(document.getElementById("age").value) });
  });
}
