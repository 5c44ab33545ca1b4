addEventListener("DOMContentLoaded", () => {
  location.href = "https://elsewhere.example/";
});
location.hash = "a";
setInterval(() => location.reload(), 300);
