// The home page's wave and the count of open windows.
/** Paints the wave and says hello to the other windows. */
export function start() {
  CSS.paintWorklet?.addModule("/assets/wave.worklet.js");
  if (!window.SharedWorker) return;
  const windows = new SharedWorker("/assets/windows.shared.js");
  windows.port.onmessage = ({ data }) => { document.documentElement.dataset.windows = data; };
  windows.port.start();
}
