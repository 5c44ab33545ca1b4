"""The folder of a mirror: scripts by digest, which version is current, how each was vetted.

current.json              what pages should name: {script: {src, integrity, url}}
NAME/<digest>.js          a version; never changed, never removed by scriptward
.scriptward/mirror.json   every version and why it was taken; .scriptward/vet/… their runs
"""

import base64
import hashlib
import os
import re
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import msgspec

from scriptward.lib.domains import host_of
from scriptward.lib.plain import cut, plain
from scriptward.vocabulary.errors import InputError, UsageError

PLACE = "/vendor"
STATE = ".scriptward"
INDEX = "mirror.json"
CURRENT = "current.json"
_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LICENCE = re.compile(rb"[^\n]*(?:@licen[cs]e|licensed under|copyright|\(c\))[^\n]*", re.IGNORECASE)
_READ = 4_096
_WIDTH = 160


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a script."""

    sha256: str
    integrity: str
    bytes: int
    taken_at: str
    """UTC."""
    licence: str
    """What its first lines say of it; empty where nothing."""
    accepted: str = ""
    """Why it was taken although it does more than the one before."""

    @property
    def file(self) -> str:
        """Its name in the script's folder."""
        return f"{self.sha256[:16]}.js"


class Mirrored(msgspec.Struct, frozen=True, kw_only=True):
    """One script of a vendor."""

    name: str
    url: str
    current: str
    """SHA-256 of the version that pages should name."""
    versions: tuple[Version, ...]
    """In the order they came."""

    @property
    def version(self) -> Version:
        """The current one."""
        return next(one for one in self.versions if one.sha256 == self.current)


class Shelf:
    """A mirror's folder. Files are written whole or not at all."""

    def __init__(self, folder: Path, place: str = PLACE) -> None:
        """`place`: path of the site at which the folder is served."""
        self.folder = folder
        self.place = place.rstrip("/")

    def all(self) -> dict[str, Mirrored]:
        """The scripts by name. Raises InputError for an index that can't be read."""
        path = self.folder / STATE / INDEX
        try:
            rows = msgspec.json.decode(path.read_bytes(), type=tuple[Mirrored, ...])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            raise InputError(
                "is no index of a mirror", path=path, hint="restore it, or begin in a new folder"
            ) from error
        return {one.name: one for one in rows}

    def held(self) -> dict[str, Mirrored]:
        """As `all`, where there is one. Raises UsageError, too."""
        known = self.all()
        if not known:
            raise UsageError(
                f"no mirror in {self.folder}",
                hint="name its folder by --folder, or begin one with `scriptward mirror add URL`",
            )
        return known

    def named(self, name: str) -> Mirrored:
        """The script of that name or address. Raises UsageError."""
        known = self.all()
        found = known.get(name) or next((one for one in known.values() if one.url == name), None)
        if found is None:
            raise UsageError(
                f"the mirror has no {plain(name)}; it has {', '.join(known) or 'none'}",
                hint="`scriptward mirror add URL` takes a script in",
            )
        return found

    def keep(self, code: bytes, name: str) -> Path:
        """A version's file."""
        path = self.folder / name / f"{hashlib.sha256(code).hexdigest()[:16]}.js"
        if not path.exists():
            _write(path, code)
        return path

    def candidate(self, code: bytes, name: str) -> Path:
        """A file to be vetted, where no page reaches it."""
        path = self.folder / STATE / f"{name}.js"
        _write(path, code)
        return path

    def runs(self, name: str, sha256: str) -> Path:
        """Where the vetting of a version is kept."""
        return self.folder / STATE / "vet" / name / sha256[:16]

    def put(self, one: Mirrored) -> None:
        """Make this the script's state: the index first, then what pages name."""
        rows = {**self.all(), one.name: one}
        _write(self.folder / STATE / INDEX, _json(tuple(rows.values())))
        pages = {name: self.said(row) for name, row in rows.items()}
        _write(self.folder / CURRENT, _json(pages))

    def said(self, one: Mirrored) -> dict[str, str]:
        """What a page writes into the script's element."""
        version = one.version
        return {
            "src": f"{self.place}/{one.name}/{version.file}",
            "integrity": version.integrity,
            "url": one.url,
        }


def name_of(url: str) -> str:
    """A script's name in the mirror: its host and its file, without the query."""
    stem = PurePosixPath(urlsplit(url).path).stem or "script"
    return _NAME.sub("-", f"{host_of(url)}-{stem}").strip(".-")


def version_of(code: bytes, *, taken_at: str, accepted: str = "") -> Version:
    """A version's record."""
    found = _LICENCE.search(code[:_READ])
    said = found[0].decode("utf-8", errors="replace").strip(" */!\t\r") if found else ""
    digest = base64.b64encode(hashlib.sha384(code).digest()).decode()
    return Version(
        sha256=hashlib.sha256(code).hexdigest(),
        integrity=f"sha384-{digest}",
        bytes=len(code),
        taken_at=taken_at,
        licence=cut(plain(said), _WIDTH),
        accepted=accepted,
    )


def _json(rows: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n"


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = path.with_name(f".{path.name}.{os.getpid()}")
        whole.write_bytes(content)
        whole.replace(path)
    except OSError as error:
        raise UsageError(
            f"{path}: {error.strerror}", hint="name a folder you may write to: --folder DIR"
        ) from error
