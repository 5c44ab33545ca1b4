"""What a policy file says to send, kept current: read again when it changes, never lost.

A file that can't be used leaves the one before in force, and says so once. Without one at all the
site goes on without a policy: a broken policy must not take a hospital's site down.
"""

import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import formatdate
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread

import structlog

from scriptward.app.delivery.code_files import code_files
from scriptward.app.guard import guard_script, integrity
from scriptward.policy import compilation
from scriptward.policy.guard_source import with_guard
from scriptward.policy.language import Policy, read_policy
from scriptward.policy.language.matching import Code, approval_problem, is_own
from scriptward.policy.language.pattern import UrlPattern, address_of, shaped, url_pattern
from scriptward.policy.options import COLLECTOR, Options
from scriptward.vocabulary.errors import ScriptwardError, UsageError

OFF = "SCRIPTWARD_OFF"
"""Environment variable: `1` turns everything off, at once for the whole process."""
GUARD = "guard.js"
LOOK_S = 1.0
"""Seconds between two looks at the file."""
REMEMBERED = 4
"""Guards of earlier policies still served, for pages that name them."""
_PLACE = re.compile(r"(/[A-Za-z0-9._~-]+)+")
_HOST = re.compile(r"[a-z0-9.-]{1,253}")
_CSP = "content-security-policy"
_log = structlog.get_logger(__name__)
Signature = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """All that one reading of the policy sends."""

    headers: tuple[tuple[bytes, bytes], ...]
    """Names in lower case."""
    guard: bytes = field(repr=False)
    """Empty where the sensor was not built."""
    integrity: str
    digest: str
    """Of headers and guard, in hex: another one makes pages kept by browsers stale."""
    since: int
    """When its files last changed, in seconds since 1970."""

    shapes: tuple[tuple[UrlPattern, str], ...] = ()
    """Pages, and digests of the shapes of code that is written anew in them."""
    files: frozenset[str] = frozenset()
    """Own files that are approved by their address: those of `code_files`."""
    policy: Policy = field(repr=False)

    def host(self, asked: bytes) -> str:
        """Host of the page that was asked for; the policy's where that isn't one of the site.

        `asked`: the request's `Host`.
        """
        host = asked.decode("latin-1").partition(":")[0].lower()
        known = _HOST.fullmatch(host) and is_own(self.policy, host)
        return host if known else self.policy.site.partition(":")[0]

    def shapes_on(self, path: str) -> frozenset[str]:
        """Digests of shapes that may run in a page. `path`: on the site."""
        return shapes_on(self.shapes, path)

    @property
    def since_http(self) -> bytes:
        """The same as HTTP dates are written."""
        return formatdate(self.since, usegmt=True).encode()


def sent(policy: Policy, *, collector: str, since: int) -> Sent:
    """What a policy sends: in `mode: observe` as headers that report and block nothing."""
    try:
        guard = guard_script(policy, headers=True)
    except FileNotFoundError:
        _log.exception("guard_not_built", do="run `make setup`; headers are sent without it")
        guard = b""
    name = integrity(guard) if guard else ""
    made = compilation.every(policy, options=Options(collector=collector))
    headers = []
    for header, value in compilation.sent(made, report_only=policy.observes):
        needs_guard = guard and header.lower().startswith(_CSP)
        admitted = with_guard(value, name) if needs_guard else value
        headers.append((header.lower().encode(), admitted.encode()))
    said = repr((headers, name)).encode()
    today = datetime.now(UTC).date()
    return Sent(
        headers=tuple(headers),
        guard=guard,
        integrity=name,
        digest=sha256(said).hexdigest()[:16],
        since=since,
        shapes=shapes(policy, today=today),
        files=code_files(policy, today=today),
        policy=policy,
    )


def shapes(policy: Policy, *, today: date) -> tuple[tuple[UrlPattern, str], ...]:
    """`(pages, digest of a shape)` of all code that is approved by its shape that day."""
    found = (
        shaped(one.match)
        for one in policy.scripts
        if not approval_problem(one, Code(), today=today)
    )
    return tuple((url_pattern(one[0]), one[1]) for one in found if one is not None)


def shapes_on(known: Iterable[tuple[UrlPattern, str]], path: str) -> frozenset[str]:
    """Digests of shapes that may run in a page. `path`: on the site."""
    pages = tuple(known)
    there = address_of(path) if pages else None
    return frozenset(digest for page, digest in pages if there and page.matches(there, own=True))


class Kept:
    """A policy file and what it last said. `now` never raises and never waits for the file."""

    def __init__(
        self, policy: Path | str, collector: str = COLLECTOR, *, strict: bool = False
    ) -> None:
        """`collector`: path of the site below which ours are served.

        `strict`: a policy that can't be used raises PolicyError here, instead of being logged.
        Raises UsageError for a collector that is no path.
        """
        if not _PLACE.fullmatch(collector):
            raise UsageError(
                f"collector {collector!r} is no path of a site",
                hint="write it as /_scriptward: a slash first, none last, no signs to be escaped",
            )
        self.collector = collector
        self._path = Path(policy)
        self._files: tuple[Path, ...] = (self._path,)
        self._sent: Sent | None = None
        self._guards: dict[str, bytes] = {}
        self._busy = Lock()
        self._signature = self._signed()
        self._look_at = time.monotonic() + LOOK_S
        self._read(strict=strict)

    @property
    def off(self) -> bool:
        """Whether the environment says that nothing is to be done."""
        return os.environ.get(OFF, "").lower() in {"1", "true", "yes", "on"}

    def now(self) -> Sent | None:
        """What is sent now; None where there never was a policy that could be used."""
        if time.monotonic() >= self._look_at:
            self._look_at = time.monotonic() + LOOK_S
            self._look()
        return self._sent

    def guard(self, digest: str) -> bytes:
        """The guard of that integrity, of this policy or one shortly before; else empty."""
        return self._guards.get(digest, b"")

    def _look(self) -> None:
        signature = self._signed()
        if signature != self._signature and self._busy.acquire(blocking=False):
            self._signature = signature
            Thread(target=self._again, name="scriptward-policy", daemon=True).start()

    def _again(self) -> None:
        try:
            self._read(strict=False)
        finally:
            self._busy.release()

    def _read(self, *, strict: bool) -> None:
        try:
            before = self._signed()
            policy = read_policy(self._path)
            files = (self._path, *_included(self._path, policy))
            self._files, known = files, self._files
            self._signature = before if files == known else self._signed()
            self._take(sent(policy, collector=self.collector, since=self._changed()))
        except ScriptwardError as error:
            if strict:
                raise
            self._tell(error, error.hint)
        except Exception as error:
            if strict:
                raise
            self._tell(error, "report this as a bug")

    def _take(self, made: Sent) -> None:
        if self._sent is not None:
            _log.info("policy_read_again", path=str(self._path))
        if made.guard:
            self._guards = dict(list(self._guards.items())[-REMEMBERED:])
            self._guards[made.integrity] = made.guard
        self._sent = made

    def _tell(self, error: Exception, hint: str) -> None:
        kept = "the policy before" if self._sent else "no policy: pages go out unprotected"
        _log.error("policy_unusable", error=str(error), do=hint, in_force=kept)

    def _signed(self) -> Signature:
        """Changes when a file does, and each day: approvals run out by date."""
        return (datetime.now(UTC).date(), *(_stat(path) for path in self._files))

    def _changed(self) -> int:
        times = [found[0] // 10**9 for path in self._files if (found := _stat(path))]
        return max(times, default=0)


def _included(path: Path, policy: Policy) -> Iterable[Path]:
    """The files an `include` brought entries from."""
    groups = (policy.pages, policy.recipients, policy.scripts, policy.rules)
    names = {one.file for group in groups for one in group if one.file}
    return (path.parent / name for name in sorted(names))


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
