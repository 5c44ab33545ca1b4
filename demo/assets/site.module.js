// The clinic's own code: enhances forms, loads what a page needs, registers the offline cache.
import { ready } from "./page.module.js";

const needs = {
  appointment: () => import("./appointment.module.js"),
  condition: () => import("./estimate.module.js"),
  home: () => import("./welcome.module.js"),
};

ready(async (page) => {
  await navigator.serviceWorker?.register("/sw.js");
  const part = await needs[page]?.();
  part?.start();
});
