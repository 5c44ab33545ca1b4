"""Builds the sensor: `python -m tools.sensor_build [--force]`; nothing to do while current."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools import npm

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "src" / "scriptward" / "app" / "assets"
BUILT = tuple(ASSETS / f"sensor.{build}.js" for build in ("scan", "live", "enforce"))
STAMP = ROOT / "node_modules" / ".cache" / "sensor.sha256"
INPUTS = (
    "sensor/src/**/*.ts",
    "sensor/guard/**/*.ts",
    "sensor/build.mjs",
    "sensor/tsconfig.json",
    "package-lock.json",
)


def fingerprint() -> str:
    """Digest of everything the bundles are made from."""
    digest = hashlib.sha256()
    for path in sorted(path for glob in INPUTS for path in ROOT.glob(glob)):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Whether the bundles are there and made from these sources."""
    if not all(path.exists() for path in (*BUILT, STAMP)):
        return False
    return STAMP.read_text().strip() == fingerprint()


def nodes() -> Iterator[str]:
    """Programs that may run the build: Node on PATH, then that of the wheel."""
    found = shutil.which("node")
    if found:
        yield found
    wheel = npm.folder() / "bin" / "node"
    if wheel.exists():
        yield str(wheel)


def main(words: Sequence[str] = ()) -> int:
    """Build what is not current; exit status 0, or 1 with the compiler's message."""
    if is_current() and "--force" not in words:
        return 0
    node = next(nodes(), None)
    if node is None or not (ROOT / "node_modules" / "esbuild").exists():
        print("sensor: Node or esbuild is missing; run `make setup`", file=sys.stderr)
        return 1
    made_from = fingerprint()
    ASSETS.mkdir(parents=True, exist_ok=True)
    result = subprocess.run(
        [node, ROOT / "sensor" / "build.mjs"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if result.returncode:
        print(f"sensor: the build failed\n{result.stderr.strip()}", file=sys.stderr)
        return 1
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(made_from)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
