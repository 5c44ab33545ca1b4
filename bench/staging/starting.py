"""Installs an application into a cache outside of the repository, and starts it on loopback."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.staging.vendors import TRACKER_DOMAIN, plant

APPS = Path(__file__).parents[1] / "apps"
DEMO = Path(__file__).parents[2] / "demo"
READY_WITHIN = 180.0
_REGISTER = 'version: 1\nsite: {site}\nmode: enforce\ndefaults: {{"*": forbid}}\n'


@dataclass(frozen=True, kw_only=True)
class App:
    """One application: a folder of `bench/apps`."""

    name: str
    shows: str
    site: str
    install: str
    """`pip` or `npm`: whose packages it needs; `demo` for the sample clinic."""
    packages: tuple[str, ...]
    """Those that count, as its package index knows them; their versions are told."""

    planted: str = TRACKER_DOMAIN
    """Domain of what is planted; no line about it is approved."""

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return APPS / self.name

    @property
    def journey(self) -> Path:
        """What is done with it."""
        return (DEMO if self.install == "demo" else self.folder) / "journey.yaml"

    def register(self, folder: Path) -> Path:
        """The policy that learning starts from: who is known, nothing permitted yet."""
        written = self.folder / "policy.yaml"
        if written.exists():
            return written
        made = folder / "register.yaml"
        made.write_text(_REGISTER.format(site=self.site), "utf-8")
        return made


def apps() -> tuple[App, ...]:
    """All of them, by name."""
    return tuple(_app(found) for found in sorted(APPS.glob("*/app.toml")))


def _app(path: Path) -> App:
    row = tomllib.loads(path.read_text("utf-8"))
    return App(
        name=path.parent.name,
        shows=row["shows"],
        site=row["site"],
        install=row["install"],
        packages=tuple(row.get("packages", ())),
        planted=row.get("planted", TRACKER_DOMAIN),
    )


def installed(install: str, cache: Path) -> Path:
    """The folder of the packages of one kind, installed as its lock file says, once."""
    lock = APPS / {"pip": "requirements.txt", "npm": "package-lock.json"}[install]
    place = cache / f"{install}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    done = place / "installed"
    if not done.exists():
        place.mkdir(parents=True, exist_ok=True)
        if install == "npm":
            for name in ("package.json", "package-lock.json"):
                shutil.copy(APPS / name, place / name)
            flags = ("--ignore-scripts", "--no-audit", "--no-fund")
            subprocess.run(["npm", "ci", *flags], cwd=place, check=True)
        else:
            subprocess.run([sys.executable, "-m", "venv", place], check=True)
            pip = (place / "bin" / "pip", "install", "--quiet", "--require-hashes")
            subprocess.run([*pip, "-r", lock], check=True)
        done.touch()
    return place


def versions(app: App, place: Path) -> tuple[str, ...]:
    """`name version` of the packages that count."""
    if app.install == "npm":
        files = ((name, place / "node_modules" / name / "package.json") for name in app.packages)
        return tuple(f"{name} {json.loads(path.read_bytes())['version']}" for name, path in files)
    code = "import importlib.metadata,sys;print(*map(importlib.metadata.version,sys.argv[1:]))"
    told = subprocess.run(
        [place / "bin" / "python", "-c", code, *app.packages],
        check=True,
        capture_output=True,
        text=True,
    )
    pairs = zip(app.packages, told.stdout.split(), strict=True)
    return tuple(f"{name} {version}" for name, version in pairs)


@contextmanager
def started(app: App, place: Path, folder: Path) -> Iterator[int]:
    """The application with its data in `folder`; gives its port on loopback.

    Raises RuntimeError where it ends at once or takes too long; its log is in `folder`.
    """
    port = _free_port()
    python = place / "bin" / "python" if app.install == "pip" else Path(sys.executable)
    env = os.environ | {
        "PORT": str(port),
        "HOST": app.site,
        "PLANT": plant(),
        "DATA": str(folder),
        "PACKAGES": str(place),
        "HOME": str(folder),
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [python, app.folder / "serve.py"],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(app, process, port)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(app: App, process: "subprocess.Popen[bytes]", port: int) -> None:
    ends = time.monotonic() + READY_WITHIN
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError(f"{app.name} ended with {process.returncode}: see its log")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError(f"{app.name} did not listen within {READY_WITHIN:.0f} s")
