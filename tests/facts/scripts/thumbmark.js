import { Thumbmark } from "@thumbmarkjs/thumbmarkjs";

new Thumbmark({ logging: false })
  .get()
  .then(({ thumbmark }) => navigator.sendBeacon("https://in.thumbmark.test/id", thumbmark));
