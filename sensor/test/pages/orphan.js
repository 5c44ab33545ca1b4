function orphan(property) {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const view = property === "contentDocument" ? frame[property].defaultView : frame[property];
  const taken = view.fetch;
  frame.remove();
  return taken;
}
void orphan("contentWindow")("/by-window");
void orphan("contentDocument")("/by-document");
const frame = document.createElement("iframe");
document.body.append(frame);
finished(JSON.stringify(Reflect.ownKeys(frame.contentWindow).filter((key) => /^f_/.test(String(key)))));
