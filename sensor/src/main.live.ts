/**
 * The sensor of the live site: the page's first script, as
 * `<script src="https://collector.example/sensor.js"></script>`. It sends to `/c/<host of the page>`
 * of the place it came from, or to the address in its `data-collector`.
 */
import { start } from "./start.js";

start();
