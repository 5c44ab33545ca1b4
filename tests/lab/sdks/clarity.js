// Microsoft's clarity-js.
import { clarity } from "clarity-js";

clarity.start({ projectId: "lab", upload: `https://${COLLECTOR}/collect`, track: true, content: true, delay: 400 });
window.sdks = { ...window.sdks, clarity: (what, ...rest) => clarity[what](...rest) };
