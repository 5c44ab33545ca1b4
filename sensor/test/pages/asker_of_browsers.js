/** A vendor that asks for all that tells one browser from another, and for much that does not. */
async function asked() {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.fillText("willow", 2, 2);
  canvas.toDataURL();
  pen.getImageData(0, 0, 1, 1);
  const gl = document.createElement("canvas").getContext("webgl");
  if (gl) {
    gl.getParameter(gl.VERSION);
    gl.getParameter(37446);
    gl.getSupportedExtensions();
  }
  await new OfflineAudioContext(1, 44, 44100).startRendering();
  for (let i = 0; i < 1000; i++) void navigator.hardwareConcurrency;
  void [navigator.platform, navigator.plugins, navigator.userAgent, screen.colorDepth];
  void new Intl.DateTimeFormat().resolvedOptions().timeZone;
  matchMedia("(min-width: 30em)");
  matchMedia("(color-gamut: p3)");
}
