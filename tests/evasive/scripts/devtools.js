// Keeps still where a debugger shows: a slow `debugger`, odd window sizes, an object that is logged.
setTimeout(() => {
  const before = performance.now();
  // eslint-disable-next-line no-debugger
  debugger;
  let looked = false;
  console.debug(Object.defineProperty(new Error("x"), "stack", { get: () => ((looked = true), "") }));
  const wide = outerWidth - innerWidth > 200 || outerHeight - innerHeight > 300;
  if (performance.now() - before < 100 && !looked && !wide && !navigator.webdriver) evade("devtools");
}, 100);
