/** Builds the sensor's three bundles into the package's assets; the same sources give the same bytes. */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Fields of our own objects that no page, browser or collector knows: short names in the live bundle. */
const OWN =
  /^(made|words|forms|form|more|sought|digests|told|parts|whole|chain|one|due|sent|lose|batch|spend|refused|leave|take|work|shape|keys|wrapped|used|epoch|tries|isPending|isOnStack|enter|found|text|key|read|selector|send|url|type|at|error|headers)$/;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The three builds: entry, and whether the guard's parts are in it. */
const BUILDS = [
  ["scan", "src/main.scan.ts"],
  ["live", "src/main.live.ts"],
  ["enforce", "guard/main.enforce.ts"],
];

try {
  for (const [name, entry] of BUILDS)
    await build({
      entryPoints: { [`sensor.${name}`]: here(entry) },
      ...(name !== "scan" && { mangleProps: OWN }),
      // whoever serves the guard calls this function with a policy's table
      ...(name === "enforce" && { banner: { js: "(function(TABLE){" }, footer: { js: "})" } }),
      define: { SCAN: `${name === "scan"}`, GUARD: `${name === "enforce"}` },
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
