"""Which host answers what: the vendors of `vendors.toml` beside the clinic's own hosts."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]
BUILD = FOLDER / "build"
CLINIC = "www.willowbrook.test"
OWN_HOSTS = (CLINIC, "willowbrook.test", "static.willowbrook.test")


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """One third party: its hosts, the files it serves and the answers it gives."""

    name: str
    entity: str
    hosts: tuple[str, ...]
    files: dict[str, str]
    """`host/path` → a file under `build/vendors/`, or else under `demo/`."""
    answers: dict[str, str]
    """`host/path prefix` → JSON text; everything else is answered by `{}`."""


@cache
def vendors() -> tuple[Vendor, ...]:
    """Every vendor of `vendors.toml`, in its order."""
    rows = tomllib.loads((FOLDER / "vendors.toml").read_text("utf-8"))
    return tuple(
        Vendor(
            name=name,
            entity=row["entity"],
            hosts=tuple(row["hosts"]),
            files=row.get("files", {}),
            answers=row.get("answers", {}),
        )
        for name, row in rows.items()
    )


def hosts() -> tuple[str, ...]:
    """Every host the server speaks for, the clinic's own first."""
    return OWN_HOSTS + tuple(host for vendor in vendors() for host in vendor.hosts)


@cache
def files() -> dict[str, Path]:
    """`host/path` → the file on disk that is served there."""
    return {address: _place(name) for vendor in vendors() for address, name in vendor.files.items()}


@cache
def answers() -> tuple[tuple[str, str], ...]:
    """(`host/path prefix`, JSON text), longest prefix first."""
    rows = [pair for vendor in vendors() for pair in vendor.answers.items()]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def _place(name: str) -> Path:
    built = BUILD / "vendors" / name
    return FOLDER / name if "/" in name else built
