/** Builds the sensor's three bundles into the package's assets; the same sources give the same bytes. */
import { build } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

/** Fields of our own objects that no page, browser or collector knows: short names in the live bundle. */
const OWN =
  /^(made|words|forms|form|more|sought|digests|told|parts|whole|chain|one|due|sent|lose|batch|spend|refused|leave|take|work|shape|keys|wrapped|used|epoch|tries|isPending|isOnStack|enter|found|text|key|read|selector|send|url|type|at|error|headers)$/;

/** The same of the guard's engine; what is in its table or in what it tells keeps its name. */
const ENGINE =
  /^(accounts|action|all|apart|baa|below|byDefault|category|change|closed|code|did|digests|disarm|domain|effect|entity|followed|from|fromCategory|fromEntity|gate|gets|given|got|home|host|hosts|inferred|instead|kept|kinds|last|listed|loaded|maker|makers|masking|masks|match|named|names|numbers|others|own|owner|pageClass|pagePatterns|pages|party|paths|patterned|place|places|product|recipientHosts|recipients|refused|removed|rule|rulePatterns|rules|said|scheme|scriptPatterns|scripts|segments|selfHosts|sha|slug|stances|stopped|strict|to|typed|uncovered|unlisted|until|verdict|via)$/;

const EITHER = new RegExp(`${OWN.source}|${ENGINE.source}`);

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** V8's explicit compile hint: compiled whole while it is fetched, and not function by function on start. */
const HINT = "//# allFunctionsCalledOnLoad\n";

/** The three builds, each with its entry; the guard is the live sensor with more in it. */
const BUILDS = [
  ["scan", "src/main.scan.ts"],
  ["live", "src/main.live.ts"],
  ["enforce", "src/main.live.ts"],
];

/** esbuild puts the modules together and shortens our own names; terser makes less of what is left. */
async function bundle(name, entry) {
  const guards = name === "enforce";
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    ...(name !== "scan" && { mangleProps: guards ? EITHER : OWN }),
    define: { SCAN: `${name === "scan"}`, GUARD: `${guards}`, TWIN: "false" },
    tsconfig: here("tsconfig.json"),
    bundle: true,
    write: false,
    // not its spaces: with them it leaves the comments by which terser drops what nobody asks for
    minifyIdentifiers: true,
    minifySyntax: true,
    format: "iife",
    platform: "browser",
    target: "chrome114",
    charset: "ascii",
    legalComments: "none",
    logLevel: "error",
  });
  // whoever serves the guard calls it as a function with a policy's table
  const code = guards ? `SERVE(function(TABLE,CSP){${outputFiles[0].text}})` : outputFiles[0].text;
  const { code: small } = await minify(code, {
    ecma: 2022,
    // nobody makes an object of a function of ours, or asks it for a prototype
    compress: { passes: 6, pure_getters: false, keep_fargs: false, unsafe_arrows: true },
    format: { ascii_only: true },
  });
  const bundled = guards ? small.replace(/^SERVE|;$/g, "") : small;
  await mkdir(here("../src/scriptward/app/assets"), { recursive: true });
  await writeFile(
    here(`../src/scriptward/app/assets/sensor.${name}.js`),
    `${name === "scan" ? "" : HINT}${bundled}\n`,
  );
}

try {
  for (const [name, entry] of BUILDS) await bundle(name, entry);
} catch (error) {
  if (!error.errors) console.error(error); // esbuild has said what and where
  process.exitCode = 1;
}
