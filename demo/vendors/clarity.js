// Microsoft's clarity-js as its project tag starts it (balanced masking is the default).
import { clarity } from "clarity-js";

clarity.start({
  projectId: "wbclarity",
  upload: "https://c.clarity-cloud.test/collect",
  track: true,
  content: true,
  delay: 300,
});
