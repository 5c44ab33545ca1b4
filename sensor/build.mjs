/** Builds the sensor's two bundles into the package's assets; the same sources give the same bytes. */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Fields of our own objects that no page, browser or collector knows: short names in the live bundle. */
const OWN =
  /^(made|words|forms|form|more|sought|digests|told|parts|whole|chain|one|due|sent|lose|batch|spend|refused|leave|take|work|shape|keys|wrapped|used|epoch|tries|isPending|isOnStack|enter|found|text|key|read|selector|send|url|type|at|error|headers)$/;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

try {
  for (const name of ["scan", "live"])
    await build({
      entryPoints: { [`sensor.${name}`]: here(`src/main.${name}.ts`) },
      ...(name === "live" && { mangleProps: OWN }),
      define: { SCAN: `${name === "scan"}` },
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
