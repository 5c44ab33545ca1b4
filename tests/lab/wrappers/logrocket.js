// LogRocket's published part, which wraps fetch and passes calls on in a later microtask.
import setup from "logrocket/setup";

setup({ sdkServer: `https://${FILES}`, ingestServer: `https://${COLLECTOR}` }).init("lab/site");
