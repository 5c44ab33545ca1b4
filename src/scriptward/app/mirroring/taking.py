"""Takes a vendor's script in, or its next version: vetted first, and refused if it does more."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack
from urllib.parse import urlsplit

import msgspec

from scriptward.analysis.comparing_changes import Changed
from scriptward.analysis.vetted import Vetted
from scriptward.app import vetting
from scriptward.app.mirroring.shelf import Mirrored, Shelf, Version, name_of, version_of
from scriptward.app.vetting.running import Options
from scriptward.lib.digests import sha256_hex
from scriptward.lib.domains import host_of, is_local
from scriptward.sources.vet.fetching import checked_address, code_of
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import Severity

__all__ = ["Options", "Taken", "add", "refresh", "rollback"]
MORE = frozenset(
    {
        Changed.READ,
        Changed.RECIPIENT,
        Changed.HOST,
        Changed.CHANNEL,
        Changed.DATA,
        Changed.FRAME,
        Changed.LOAD,
        Changed.CODE_FROM_STRINGS,
        Changed.TAG,
        Changed.REPLAY,
    }
)
"""Changes by which a version reads, sends or runs more than the one before."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came of one script."""

    name: str
    switched: bool
    """Whether pages should name another version now."""
    lines: tuple[str, ...]
    refused: tuple[str, ...] = ()
    """Why it was not taken."""
    vetted: Vetted | None = field(default=None, repr=False)


def add(shelf: Shelf, url: str, *, accept: str = "", **options: Unpack[Options]) -> Taken:
    """Take a script in. Raises UsageError, InputError, UnreachableError, BrowserError."""
    _checked(url)
    name = _name(shelf, url)
    code = code_of(url)
    version = version_of(code, taken_at=_now(), accepted=accept)
    vetted = _vetted(shelf, name, url, code, version, None, options)
    found = [f"{one.severity.upper()}: {one.title}" for one in vetted.findings if _high(one)]
    refused = _incomplete(vetted) or (() if accept else tuple(found))
    if refused:
        return Taken(name=name, switched=False, lines=(), refused=refused, vetted=vetted)
    one = Mirrored(name=name, url=url, current=version.sha256, versions=(version,))
    shelf.keep(code, name)
    return _put(shelf, one, vetted)


def refresh(shelf: Shelf, name: str, *, accept: str = "", **options: Unpack[Options]) -> Taken:
    """Ask the vendor for the newest, and switch to it unless it does more. Raises as `add`."""
    one = shelf.named(name)
    code = code_of(_checked(one.url))
    version = version_of(code, taken_at=_now(), accepted=accept)
    if version.sha256 == one.current:
        return Taken(name=one.name, switched=False, lines=("unchanged",))
    before = shelf.runs(one.name, one.current)
    vetted = _vetted(shelf, one.name, one.url, code, version, before, options)
    changes = vetted.against.changes if vetted.against else ()
    more = [f"{change.severity.upper()}: {change.says}" for change in changes if _more(change.what)]
    refused = _incomplete(vetted) or (() if accept else tuple(more))
    if refused:
        return Taken(name=one.name, switched=False, lines=(), refused=refused, vetted=vetted)
    shelf.keep(code, one.name)
    others = tuple(old for old in one.versions if old.sha256 != version.sha256)
    switched = msgspec.structs.replace(one, current=version.sha256, versions=(*others, version))
    return _put(shelf, switched, vetted)


def rollback(shelf: Shelf, name: str) -> Taken:
    """Go back to the version before the current one. Nobody is asked. Raises UsageError."""
    one = shelf.named(name)
    place = [old.sha256 for old in one.versions].index(one.current)
    if place == 0:
        raise UsageError(
            f"{one.name} has no version before the current one",
            hint="take its element out of the pages, or out of current.json",
        )
    return _put(shelf, msgspec.structs.replace(one, current=one.versions[place - 1].sha256), None)


def _put(shelf: Shelf, one: Mirrored, vetted: Vetted | None) -> Taken:
    shelf.put(one)
    said = shelf.said(one)
    licence = one.version.licence or "none stated in the file: see that you may serve a copy"
    lines = (
        f'<script src="{said["src"]}" integrity="{said["integrity"]}"></script>',
        f"licence: {licence}",
    )
    return Taken(name=one.name, switched=True, lines=lines, vetted=vetted)


def _vetted(
    shelf: Shelf,
    name: str,
    url: str,
    code: bytes,
    version: Version,
    against: Path | None,
    options: Options,
) -> Vetted:
    file = shelf.candidate(code, name)
    given: Options = {**options, "address": url}
    out = shelf.runs(name, version.sha256)
    try:
        return vetting.vetted(str(file), against=against, out=out, **given)
    finally:
        file.unlink(missing_ok=True)


def _name(shelf: Shelf, url: str) -> str:
    """A name no other address has. Raises UsageError for an address that is there."""
    known = shelf.all()
    if any(one.url == url for one in known.values()):
        raise UsageError(
            f"the mirror has {url} already", hint="`scriptward mirror refresh` asks for its newest"
        )
    name = name_of(url)
    return f"{name}-{sha256_hex(url)[:6]}" if name in known else name


def _checked(url: str) -> str:
    if urlsplit(checked_address(url)).scheme != "https" and not is_local(host_of(url)):
        raise UsageError(
            f"{url} is not encrypted: anybody on the way can change it", hint="use https://"
        )
    return url


def _incomplete(vetted: Vetted) -> tuple[str, ...]:
    return tuple(f"incomplete: {one}" for one in vetted.run.failures) or (
        () if vetted.run.complete else ("incomplete: vetting did not end",)
    )


def _high(one: object) -> bool:
    severity = getattr(one, "severity", Severity.INFO)
    return bool(severity.at_least(Severity.HIGH))


def _more(what: object) -> bool:
    return what in MORE


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
