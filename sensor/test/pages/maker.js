/** Makes code that sends, in every way the browser gives; each address names the way. */
maker = {
  code: (way) => "fetch('http://collect.test:{PORT}/made?" + way + "')",
  insert(way, type) {
    const script = document.createElement("script");
    if (type) script.type = type;
    script.textContent = maker.code(way);
    document.body.append(script);
  },
  ways: {
    eval: (way) => eval(maker.code(way)),
    indirect: (way) => (0, eval)(maker.code(way)),
    function: (way) => new Function(maker.code(way))(),
    timer: (way) => setTimeout(maker.code(way), 0),
    inline: (way) => maker.insert(way),
    module: (way) => maker.insert(way, "module"),
    handler(way) {
      const box = document.createElement("p");
      box.setAttribute("onclick", maker.code(way));
      box.click();
    },
    address(way) {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      frame.src = "javascript:void parent." + maker.code(way).replaceAll('"', "'");
    },
    location: (way) => void (location.href = "javascript:void " + maker.code(way)),
    blob(way) {
      const script = document.createElement("script");
      script.src = URL.createObjectURL(new Blob([maker.code(way)]));
      document.body.append(script);
    },
    data(way) {
      const script = document.createElement("script");
      script.src = "data:text/javascript," + encodeURIComponent(maker.code(way));
      document.body.append(script);
    },
    fragment(way) {
      const range = document.createRange();
      document.body.append(range.createContextualFragment("<script>" + maker.code(way) + "</" + "script>"));
    },
    svg(way) {
      const box = document.createElement("div");
      document.body.append(box);
      box.innerHTML = "<img src=x onerror=\"" + maker.code(way) + "\">";
    },
    import: (way) => import("data:text/javascript," + encodeURIComponent(maker.code(way))),
  },
};
for (const way of Object.keys(maker.ways)) maker.ways[way](way);
setTimeout(() => finished("ok"), 600);
