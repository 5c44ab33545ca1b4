// Its code lies in the pixels of a picture and is read out of a canvas.
const code = 'evade("canvas")';
const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 1 });
const context = canvas.getContext("2d");
for (let i = 0; i < code.length; i++) {
  context.fillStyle = `rgb(${code.charCodeAt(i)}, 0, 0)`;
  context.fillRect(i, 0, 1, 1);
}
const pixels = context.getImageData(0, 0, code.length, 1).data;
let text = "";
for (let i = 0; i < code.length; i++) text += String.fromCharCode(pixels[4 * i]);
new Function(text)();
