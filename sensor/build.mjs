/** Builds the sensor's three bundles into the package's assets; the same sources give the same bytes. */
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Fields of our own objects that no page, browser or collector knows: short names in the live bundle. */
const OWN =
  /^(made|words|forms|form|more|sought|digests|told|parts|whole|chain|one|due|sent|lose|batch|spend|refused|leave|take|work|shape|keys|wrapped|used|epoch|tries|isPending|isOnStack|enter|found|text|key|read|selector|send|url|type|at|error|headers)$/;

/** The same of the guard's engine; what is in its table or in what it tells keeps its name. */
const ENGINE =
  /^(accounts|action|all|apart|baa|below|byDefault|category|change|closed|code|did|digests|disarm|domain|effect|entity|followed|from|fromCategory|fromEntity|gate|gets|given|got|home|host|hosts|inferred|instead|kept|kinds|last|listed|loaded|maker|makers|masking|masks|match|named|names|numbers|others|own|owner|pageClass|pagePatterns|pages|party|paths|patterned|place|places|product|recipientHosts|recipients|refused|removed|rule|rulePatterns|rules|said|scheme|scriptPatterns|scripts|segments|selfHosts|sha|slug|stances|stopped|strict|to|typed|uncovered|unlisted|until|verdict|via)$/;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The three builds, each with its entry; the guard is the live sensor with more in it. */
const BUILDS = [
  ["scan", "src/main.scan.ts"],
  ["live", "src/main.live.ts"],
  ["enforce", "src/main.live.ts"],
];

try {
  for (const [name, entry] of BUILDS)
    await build({
      entryPoints: { [`sensor.${name}`]: here(entry) },
      ...(name !== "scan" && {
        mangleProps: name === "live" ? OWN : new RegExp(`${OWN.source}|${ENGINE.source}`),
      }),
      // whoever serves the guard calls this function with a policy's table
      ...(name === "enforce" && { banner: { js: "(function(TABLE,CSP){" }, footer: { js: "})" } }),
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
