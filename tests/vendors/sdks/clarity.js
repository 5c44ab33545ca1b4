// Microsoft's clarity-js with the whole page unmasked.
import { clarity } from "clarity-js";

clarity.start({
  projectId: "larkmereclarity",
  upload: "https://c.clarity.test/collect",
  track: true,
  content: true,
  unmask: ["body"],
  delay: 300,
});
clarity.identify(VISIT.member_id);
clarity.set("email", VISIT.email);
clarity.set("phone", VISIT.phone);
clarity.event("condition", VISIT.condition);
