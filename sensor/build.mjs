/** Builds the sensor's three bundles into the package's assets; the same sources give the same bytes. */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

try {
  await build({
    entryPoints: {
      "sensor.scan": here("src/main.scan.ts"),
      "sensor.live": here("src/main.live.ts"),
      "sensor.typed": here("src/main.typed.ts"),
    },
    outdir: here("../src/scriptward/app/assets"),
    tsconfig: here("tsconfig.json"),
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "chrome114",
    charset: "ascii",
    legalComments: "none",
    logLevel: "error",
  });
} catch {
  process.exitCode = 1; // esbuild has said what and where
}
