/** Sends by made code that claims to be a file of somebody else. */
eval('fetch("http://collect.test:{PORT}/spoof?eval")\n//# sourceURL=https://good.test/good.js');
spoof = document.createElement("script");
spoof.textContent =
  'fetch("http://collect.test:{PORT}/spoof?inline")\n//# sourceURL=https://good.test/good.js';
document.body.append(spoof);
