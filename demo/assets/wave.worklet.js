registerPaint("wave", class {
  paint(pen, { width, height }) {
    pen.fillStyle = "#d3e6d8";
    pen.beginPath();
    pen.moveTo(0, height);
    for (let x = 0; x <= width; x += 8) pen.lineTo(x, height * 0.86 + Math.sin(x / 60) * 10);
    pen.lineTo(width, height);
    pen.fill();
  }
});
