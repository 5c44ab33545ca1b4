/**
 * Runs first in a worker that a page made of a blob or a `data:` address, with nothing but what it is
 * given: `hosts` the policy permits, a space round each, `.x` for all below x. All others fail at port 1.
 */
/* eslint-disable -- its own realm, before any code of the page; its text is sent, not the function */
export function prelude(hosts: string, source: string): void {
  const scope = self as any;
  const { apply, construct, getOwnPropertyDescriptor: described } = Reflect;
  const free = (method: any) => Function.prototype.call.bind(method) as any;
  const find = free(String.prototype["indexOf"]);
  const cut = free(String.prototype["slice"]);
  const said = String;
  const json = JSON.stringify;
  const UrlOf = URL;
  const BlobOf = Blob;
  const make = URL["createObjectURL"];
  const getter = (owner: any, name: string) => {
    const get = owner && described(owner, name)?.get;
    return get ? free(get) : () => undefined;
  };
  const proto = URL["prototype"];
  const hostOf = getter(proto, "host");
  const schemeOf = getter(proto, "protocol");
  const hrefOf = getter(proto, "href");
  const setPort = free(described(proto, "port")!.set);
  const requestUrl = getter(scope["Request"]?.prototype, "url");
  const base = scope["location"]["href"];

  /** The address to ask instead; undefined where it is permitted, or no address. */
  const judged = (asked: any): any => {
    let text: any;
    try {
      text = requestUrl(asked);
    } catch {
      text = said(asked);
    }
    try {
      const url = new UrlOf(text ?? said(asked), base);
      if (find("blob:data:about:", schemeOf(url)) >= 0) return text;
      const host = hostOf(url);
      if (find(hosts, " " + host + " ") >= 0) return text;
      for (let at = find(host, "."); at >= 0; at = find(host, ".", at + 1))
        if (find(hosts, " " + cut(host, at) + " ") >= 0) return text;
      setPort(url, "1");
      return hrefOf(url);
    } catch {
      return text;
    }
  };
  const given = (args: any[], at: number): any[] => {
    if (args.length <= at) return args;
    const to = judged(args[at]);
    if (typeof args[at] !== "object" || to !== requestOr(args[at])) args[at] = to;
    return args;
  };
  const requestOr = (asked: any): any => {
    try {
      return requestUrl(asked);
    } catch {
      return undefined;
    }
  };
  const method = (owner: any, name: string, at: number, all = false): void => {
    const native = owner?.[name];
    if (typeof native !== "function") return;
    owner[name] = {
      [name](this: any, ...args: any[]): any {
        for (let i = at; i < (all ? args.length : at + 1); i++) given(args, i);
        return apply(native, this === undefined ? scope : this, args);
      },
    }[name];
  };
  const constructor = (name: string, change: (args: any[]) => any[]): void => {
    const native = scope[name];
    if (typeof native !== "function") return;
    scope[name] = new Proxy(native, {
      construct: (target, args, newTarget) => construct(target, change([...args]), newTarget),
    });
    native.prototype.constructor = scope[name];
  };
  method(scope, "fetch", 0);
  method(scope, "importScripts", 0, true);
  method(scope["XMLHttpRequest"]?.prototype, "open", 1);
  for (const name of ["WebSocket", "EventSource", "WebTransport"])
    constructor(name, (args) => given(args, 0));
  constructor("Worker", (args) => {
    const url = said(args[0]);
    if (find(url, "blob:") && find(url, "data:")) return given(args, 0);
    const start = "(" + source + ")(" + json(hosts) + "," + json(source) + ");";
    const then = args[1]?.["type"] === "module" ? "import(" : "importScripts(";
    args[0] = make(new BlobOf([start + then + json(url) + ")"]));
    return args;
  });
}
