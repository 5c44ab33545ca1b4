/**
 * Runs first in a worker that a page made, with nothing but what it is given: `hosts` the policy
 * permits, a space round each, `.x` for all below x; all others fail at port 1, and the page is told
 * by a channel called `tells` that it was `by`. Where that is the `file` the worker is of, its code
 * follows, and is to find all as if it had been started from there.
 */
/* eslint-disable -- its own realm, before any code of the page; its text is sent, not the function */
export function prelude(
  hosts: string,
  source: string,
  tells: string,
  by: string,
  file: boolean,
): (url: string) => void {
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
  const revoke = URL["revokeObjectURL"];
  const origin = scope["origin"] + "/";
  const bring = scope["importScripts"];
  const channel = new BroadcastChannel(tells);
  const send = channel["postMessage"]["bind"](channel);
  const post = (url: any) => send([by, url]);
  const blockedOf = getter(scope["SecurityPolicyViolationEvent"]?.prototype, "blockedURI");
  scope["addEventListener"]("securitypolicyviolation", (event: any) => post(blockedOf(event)));
  let base = scope["location"]["href"];
  if (file) {
    base = by;
    try {
      // from the cache or into it; what is in its own policy and where it moved is kept to
      const asked = new XMLHttpRequest();
      asked["open"]("GET", by, false);
      asked["send"]();
      const at = asked["responseURL"];
      if (at && at !== by["split"]("#")[0] && !at["indexOf"](origin)) base = at;
      const own = asked["getResponseHeader"]("content-security-policy") ?? "";
      const said = /connect-src ([^;,]*)/i["exec"](own) ?? /default-src ([^;,]*)/i["exec"](own);
      if (said && !/(^| )(\*|https?:)( |$)/["test"](said[1]!)) {
        const named = said[1]!["replace"]("'self'", new URL(by)["host"]);
        hosts = hosts["split"](" ")
          ["filter"]((one) => !one || named["includes"](one))
          ["join"](" ");
      }
    } catch {}
    const seen: any = new URL(base);
    const proto = scope["WorkerLocation"]["prototype"];
    for (const name in scope["location"]) {
      const value = name === "toString" ? () => base : seen[name];
      const as: any = described(proto, name);
      if (as["get"]) as["get"] = () => value;
      else as["value"] = value;
      Object["defineProperty"](proto, name, as);
    }
  }

  /** What to ask instead; a `Request` that is permitted, or no address at all, stays as it is. */
  const judged = (asked: any): any => {
    let to = asked;
    let text: any;
    try {
      text = requestUrl(asked);
    } catch {}
    if (text === undefined) to = text = said(asked);
    try {
      const url = new UrlOf(text, base);
      if (find("blob:data:about:", schemeOf(url)) >= 0) return to;
      const host = hostOf(url);
      let permitted = false;
      for (let at = 0; at >= 0 && !permitted; at = find(host, ".", at + 1))
        permitted = find(hosts, " " + cut(host, at) + " ") >= 0;
      if (permitted && (!file || to !== text)) return to;
      if (!permitted) {
        post(hrefOf(url));
        setPort(url, "1");
      }
      return hrefOf(url);
    } catch {
      return to;
    }
  };
  const given = (args: any[], at: number): any[] => {
    if (args.length > at) args[at] = judged(args[at]);
    return args;
  };
  const method = (owner: any, name: string, at: number, all = false): void => {
    const native = owner?.[name];
    if (typeof native !== "function") return;
    owner[name] = {
      [name](this: any, ...args: any[]): any {
        for (let i = at; i < (all ? args.length : at + 1); i++) given(args, i);
        if (file && name === "fetch" && typeof args[0] !== "object")
          args[1] = { __proto__: args[1] ?? null, referrer: args[1]?.["referrer"] ?? by };
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
  for (const name of ["WebSocket", "EventSource", "WebTransport", file ? "Request" : ""])
    constructor(name, (args) => given(args, 0));
  const blobs: any = { __proto__: null };
  URL["createObjectURL"] = {
    createObjectURL(blob: any): string {
      const url = make(blob);
      blobs[url] = blob;
      return url;
    },
  }["createObjectURL"];
  URL["revokeObjectURL"] = {
    revokeObjectURL(url: any): void {
      delete blobs[(url = said(url))];
      revoke(url);
    },
  }["revokeObjectURL"];
  constructor("Worker", (args) => {
    const start = "(" + source + ")(" + json(hosts) + "," + json(source) + "," + json(tells) + ",";
    const led = (...parts: any[]) => make(new BlobOf(parts, { ["type"]: "text/javascript" }));
    const options = args[1];
    const module = options?.["type"] === "module";
    let url = said(args[0]);
    if (!find(url, "blob:") || !find(url, "data:"))
      url = led(
        start + json(by) + ");",
        blobs[url] ?? (module ? "import " : "importScripts(") + json(url) + (module ? "" : ")"),
      );
    else if (!find((url = judged(url)), origin)) {
      const to = json(url);
      const begin = start + to + ",1)";
      url = module
        ? led("import " + json(led(begin)) + ";import " + to)
        : led(begin + "(" + to + ")");
    }
    args[0] = url;
    return args;
  });
  return (url) => bring(url);
}
