import Chart from "chart.js/auto";

const canvas = document.body.appendChild(document.createElement("canvas"));
const chart = new Chart(canvas, {
  type: "bar",
  data: { labels: ["May", "June"], datasets: [{ data: [1, 2] }] },
});
setTimeout(() => {
  const picture = chart.toBase64Image();
  canvas.getContext("2d").getImageData(0, 0, 1, 1);
  navigator.sendBeacon("https://in.chart.test/size", String(picture.length));
}, 200);
