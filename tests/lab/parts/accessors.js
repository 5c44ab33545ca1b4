// What frameworks and consent tools do: a getter of their own on top of the browser's, through which
// everybody reads. React tracks a field's `value` so, consent tools `document.cookie`.
(() => {
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function (...given) {
    const element = Reflect.apply(create, this, given);
    if (element instanceof HTMLInputElement)
      Object.defineProperty(element, "value", {
        configurable: true,
        get() {
          return Reflect.apply(value.get, this, []);
        },
        set(text) {
          Reflect.apply(value.set, this, [text]);
        },
      });
    return element;
  };
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () => Reflect.apply(cookie.get, document, []),
    set: (text) => Reflect.apply(cookie.set, document, [text]),
  });
})();
