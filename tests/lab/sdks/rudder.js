// RudderStack's SDK with its plugins bundled.
import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";

const rudder = new RudderAnalytics();
rudder.load("labRudder", `https://${COLLECTOR}`, { configUrl: `https://${COLLECTOR}` });
rudder.page();
window.rudderanalytics = rudder;
