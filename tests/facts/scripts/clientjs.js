import { ClientJS } from "clientjs";

navigator.sendBeacon("https://in.clientjs.test/id", String(new ClientJS().getFingerprint()));
