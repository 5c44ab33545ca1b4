"""Builds what drives consent banners: `python -m tools.consent_build`, from the npm package.

Engine and rules are autoconsent's (MPL-2.0), bundled unchanged with an entry of ours; its licence
is laid beside them, as users of the Python package have no `node_modules`.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tools.sensor_build import ASSETS, ROOT, nodes

PACKAGE = ROOT / "node_modules" / "@duckduckgo" / "autoconsent"
ENTRY = ROOT / "tools" / "consent" / "entry.js"
SCRIPT = "consent.js"
RULES = "consent-rules.json"
LICENCE = "LICENSE.autoconsent.txt"


def main(assets: Path = ASSETS) -> int:
    """Build into `assets`; exit status 0, or 1 with what is missing or the bundler's message."""
    node = next(nodes(), None)
    esbuild = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    if node is None or not esbuild.exists() or not PACKAGE.exists():
        print("consent: Node, esbuild or autoconsent is missing; run `make setup`", file=sys.stderr)
        return 1
    assets.mkdir(parents=True, exist_ok=True)
    version = json.loads((PACKAGE / "package.json").read_text("utf-8"))["version"]
    notice = f"/* autoconsent {version}, MPL-2.0: {LICENCE}; npm @duckduckgo/autoconsent */"
    words = [f"--outfile={assets / SCRIPT}", "--bundle", "--format=iife", "--target=chrome114"]
    words += ["--charset=ascii", "--log-level=error", f"--banner:js={notice}"]
    result = subprocess.run(
        [node, esbuild, ENTRY, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if result.returncode:
        print(f"consent: the build failed\n{result.stderr.strip()}", file=sys.stderr)
        return 1
    rules = json.loads((PACKAGE / "rules" / "rules.json").read_text("utf-8"))["autoconsent"]
    head = {"source": f"@duckduckgo/autoconsent {version}", "licence": f"MPL-2.0, see {LICENCE}"}
    text = json.dumps({**head, "rules": rules}, ensure_ascii=False, separators=(",", ":"))
    (assets / RULES).write_text(text + "\n", "utf-8")
    shutil.copyfile(PACKAGE / "LICENSE", assets / LICENCE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
