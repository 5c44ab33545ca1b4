/** Tests what a browser can do, as libraries that load what is missing do. */
const canvas = document.createElement("canvas");
const gl = canvas.getContext("webgl");
const found = {
  webp: canvas.toDataURL("image/webp").startsWith("data:image/webp"),
  touch: navigator.maxTouchPoints > 0,
  webgl: Boolean(gl && gl.getSupportedExtensions()),
  plugins: navigator.plugins.length,
  wide: matchMedia("(min-width: 60em)").matches,
  language: navigator.languages[0],
};
document.documentElement.className = Object.keys(found).join(" ");
localStorage.setItem("features", "seen");
