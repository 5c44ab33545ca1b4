// Microsoft's clarity-js in its balanced mode, or with content off, which is its strict mode.
import { clarity } from "clarity-js";

const strict = document.currentScript.dataset.mode === "strict";

clarity.start({
  projectId: "thornburyclarity",
  upload: "https://c.clarity.test/collect",
  track: true,
  content: !strict,
  delay: 300,
});
