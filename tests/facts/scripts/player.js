/** Asks what a player of films asks before it picks a file. */
const video = document.body.appendChild(document.createElement("video"));
const screenWide = [screen.width, screen.colorDepth, devicePixelRatio];
const can = [video.canPlayType("video/mp4"), navigator.hardwareConcurrency, navigator.platform];
document.title = String([...screenWide, ...can].length);
