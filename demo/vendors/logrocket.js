// LogRocket from npm, told where its second part and its intake are; nothing sanitised (default).
import setup from "logrocket/setup";

const LogRocket = setup({
  sdkServer: "https://cdn.logrocket-cloud.test",
  ingestServer: "https://r.logrocket-cloud.test",
});
LogRocket.init("willowbrook/site");
window.LogRocket = LogRocket;
