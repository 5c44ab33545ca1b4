"""Real applications under a policy learned from them: what breaks, and what leaks.

`python bench/apps.py [NAME…] [--cache FOLDER] [--keep FOLDER] [--write]`. Each folder of
`bench/apps` is an open-source application, installed from its lock file into a cache and served on
loopback, with a tracker planted as a tag and as a snippet in its pages. Its journey is scanned
twice, a policy is learned from both runs with every line approved that doesn't name the tracker,
and then rehearsed: the journey twice without it, then under it, fresh and warm.

Told of each: steps, breaks by kind (steps, errors, requests, values, pixels), and ways by which the
tracker got something typed, before and under the policy, as its own server saw it. `--write` puts
the table into docs/non-disruption.md; with `--keep` it has what earlier runs left there, too.
Leaves with 1 where anything breaks or leaks.
"""

import argparse
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the clinic's server speaks for the third parties

from bench.staging.front import Front, served  # noqa: E402
from bench.staging.starting import App, apps  # noqa: E402
from bench.staging.vendors import leaks, length  # noqa: E402
from scriptward.app import policy_learning, rehearsing  # noqa: E402
from scriptward.app.rehearsing.running import bare  # noqa: E402
from scriptward.sources.journey import read_journey  # noqa: E402

CACHE = Path.home() / ".cache" / "scriptward-apps"
KEPT = "outcome.json"
PAGE = ROOT / "docs" / "non-disruption.md"
BEGIN = "<!-- measured: python bench/apps.py --write -->\n"
END = "<!-- end of what was measured -->\n"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one application."""

    name: str
    shows: str
    packages: tuple[str, ...]
    lines: int
    """Of the policy, approved."""
    steps: int
    breaks: tuple[tuple[str, str], ...]
    """`(kind, sentence)`"""
    leaking: tuple[str, ...]
    """Ways by which the tracker got something without the policy."""
    leaked: tuple[str, ...]
    """The same under it."""
    escaped: tuple[str, ...]
    """Forbidden requests that were seen to get out under it."""
    failures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Where things are kept."""

    cache: Path
    folder: Path

    def outcome(self, app: App) -> Outcome:
        """One application, from its installation to its rehearsal."""
        folder = self.folder / app.name
        folder.mkdir(parents=True, exist_ok=True)
        with served(app, self.cache, folder) as front:
            runs = [folder / "run", folder / "again"]
            for run in runs:
                if not run.exists():
                    self._scan(app, front, run)
            return self._rehearse(app, front, folder, lines=self._learn(app, folder, runs))

    def keep(self, one: Outcome) -> None:
        """Put what was found beside the run."""
        (self.folder / one.name / KEPT).write_bytes(msgspec.json.encode(one))

    def kept(self) -> tuple[Outcome, ...]:
        """Everything found, also by earlier runs that kept it in the same folder."""
        files = sorted(self.folder.glob(f"*/{KEPT}"))
        return tuple(msgspec.json.decode(path.read_bytes(), type=Outcome) for path in files)

    @staticmethod
    def _scan(app: App, front: Front, run: Path) -> None:
        command = [Path(sys.executable).with_name("scriptward"), "scan", "--out", run]
        command += ["--journey", app.journey]
        command += [f"--browser-arg={one}" for one in (*front.browser_args, "--no-sandbox")]
        told = subprocess.run(command, check=False, capture_output=True, text=True)
        if told.returncode not in {0, 1, 3}:
            raise RuntimeError(f"the scan of {app.name} failed: {told.stderr}")
        print(told.stdout[-2_000:], flush=True)

    @staticmethod
    def _learn(app: App, folder: Path, runs: Sequence[Path]) -> int:
        register = app.register(folder)
        told = policy_learning.learnt(runs, base=register, site=app.site).result
        taken = [line.id for line in told.lines if app.planted not in line.text]
        policy_learning.learnt(
            runs,
            output=folder / "policy.yaml",
            base=register,
            accept=taken,
            site=app.site,
            replace=True,
        )
        return len(taken)

    @staticmethod
    def _rehearse(app: App, front: Front, folder: Path, *, lines: int) -> Outcome:
        stage = rehearsing.Stage(
            urls=(),
            journey=read_journey(app.journey),
            browser_args=front.browser_args,
            own_pages=True,
        )
        plain = bare(stage)
        leaking, mark = leaks(front.record, app.planted), length(front.record)
        tried = rehearsing.rehearsed(stage, folder / "policy.yaml", tries=0, plain=plain)
        (folder / "rehearsal.txt").write_text(rehearsing.written(tried.result, "text"), "utf-8")
        return Outcome(
            name=app.name,
            shows=app.shows,
            packages=front.packages,
            lines=lines,
            steps=tried.result.steps,
            breaks=tuple((one.kind, one.says) for one in tried.result.breaks),
            leaking=tuple(leaking),
            leaked=tuple(leaks(front.record, app.planted, after=mark)),
            escaped=tuple(one.says for one in tried.result.escaped),
            failures=tried.result.failures,
        )


def main() -> int:
    """Run the applications and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*")
    options.add_argument("--cache", type=Path, default=CACHE)
    options.add_argument("--keep", type=Path)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # applications are ended, too
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(cache=given.cache, folder=given.keep or Path(scratch))
        for app in apps():
            if app.name in given.names or not given.names:
                bench.keep(_told(bench.outcome(app)))
        found = bench.kept()
    text = "\n".join(_table(found)) + "\n"
    print(text)
    if given.write:
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(before + BEGIN + text + END + rest.partition(END)[2], "utf-8")
    return int(any(one.breaks or one.leaked or one.escaped or one.failures for one in found))


def _told(one: Outcome) -> Outcome:
    print(f"{one.name}: {', '.join(one.packages)}")
    for kind, says in one.breaks:
        print(f"  {kind}: {says}")
    for says in (*one.escaped, *one.failures):
        print(f"  {says}")
    print(f"  leaks before: {', '.join(one.leaking)}; under it: {', '.join(one.leaked) or 'none'}")
    sys.stdout.flush()
    return one


def _table(found: Sequence[Outcome]) -> Iterator[str]:
    yield (
        "| application | packages | lines approved | steps | steps failed | new errors "
        "| requests or values lost | pictures that differ | leaks stopped |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in found:
        kinds = Counter(kind for kind, _ in one.breaks)
        errors = kinds["console_error"] + kinds["page_error"]
        lost = kinds["request"] + kinds["value"]
        stopped = len(set(one.leaking) - set(one.leaked))
        cells = (
            one.shows,
            ", ".join(one.packages),
            one.lines,
            one.steps,
            kinds["step"] + kinds["page"],
            errors,
            lost,
            kinds["pixels"],
            f"{stopped} of {len(one.leaking)}",
        )
        yield f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    sys.exit(main())
