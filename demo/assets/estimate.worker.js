importScripts("/assets/scale.js");
onmessage = ({ data }) => postMessage({ text: scale(data.age) });
