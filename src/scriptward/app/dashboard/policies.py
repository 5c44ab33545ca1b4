"""What may be approved: the files and runs that the dashboard learns policies from, by site."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from scriptward.app import policy_learning
from scriptward.app.policy_learning import Learnt
from scriptward.lib.domains import host_of
from scriptward.policy.language import Policy, read_policy
from scriptward.policy.language.matching import is_own
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.report import Report

SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


@dataclass(frozen=True, kw_only=True)
class StoredRun:
    """A run on the disk of this machine."""

    folder: Path
    hosts: frozenset[str]
    """Of its pages."""


class Policies:
    """Sites whose policy can be learned here."""

    def __init__(
        self, runs: Iterable[StoredRun] = (), policies: Iterable[Path] = (), *, save: bool = False
    ) -> None:
        """`policies`: a file for each site. `save`: those files may be written over.

        Raises PolicyError, and UsageError for two files of one site.
        """
        self._runs = tuple(runs)
        self._files: dict[str, Path] = {}
        self._save = save
        self._saving = Lock()
        given = [(path, read_policy(path)) for path in policies]
        for path, policy in given:
            if policy.site in self._files:
                other = self._files[policy.site]
                raise UsageError(
                    f"{other} and {path} are both for {policy.site}",
                    hint="give one --policy for each site",
                )
            self._files[policy.site] = path
        known = [policy for _, policy in given]
        hosts = sorted({host for run in self._runs for host in run.hosts})
        others = [host for host in hosts if not any(is_own(policy, host) for policy in known)]
        self.sites = (*self._files, *_main(others))

    def file(self, site: str) -> Path | None:
        """The site's policy; None where it has none yet."""
        return self._files.get(site)

    def saves(self, site: str) -> bool:
        """Whether that file may be written over."""
        return self._save and site in self._files

    def runs(self, site: str) -> tuple[Path, ...]:
        """Folders of runs with pages of the site. Raises PolicyError."""
        file = self.file(site)
        policy = read_policy(file) if file else Policy(site=site)
        return tuple(
            run.folder for run in self._runs if any(is_own(policy, host) for host in run.hosts)
        )

    def proposed(self, site: str) -> Learnt:
        """Every line that could be added, none accepted. Raises what `learnt` does."""
        return self._learnt(site, accept=())

    def accepted(self, site: str, lines: Iterable[str], *, by: str, why: str) -> Learnt:
        """The policy with those lines, as a text. Raises what `learnt` does."""
        return self._learnt(site, accept=lines, by=by, why=why)

    def saved(self, site: str, lines: Iterable[str], *, by: str, why: str) -> Learnt:
        """The same, written to the site's file. Raises what `learnt` does."""
        if not self.saves(site):
            raise UsageError(
                f"the policy of {site} isn’t saved from here",
                hint="download it, or start with --policy FILE --save-policy",
            )
        with self._saving:
            return self._learnt(site, accept=lines, by=by, why=why, output=self.file(site))

    def file_name(self, site: str) -> str:
        """What a download is called."""
        file = self.file(site)
        return file.name if file and set(file.name) <= SAFE else "policy.yaml"

    def _learnt(
        self,
        site: str,
        *,
        accept: Iterable[str],
        by: str = "",
        why: str = "",
        output: Path | None = None,
    ) -> Learnt:
        return policy_learning.learnt(
            self.runs(site),
            base=self.file(site),
            output=output,
            accept=accept,
            by=by,
            why=why,
            site=site,
            replace=True,
        )


def stored_run(folder: Path, report: Report) -> StoredRun:
    """A run, with the hosts that its pages are of. `folder`: or its `report.json`."""
    return StoredRun(
        folder=folder if folder.is_dir() else folder.parent,
        hosts=frozenset(filter(None, (host_of(one.url) for one in report.pages))),
    )


def _main(hosts: Iterable[str]) -> tuple[str, ...]:
    """One host for each site: `www.` first, else the first by name."""
    found: list[str] = []
    for host in sorted(hosts, key=lambda one: (not one.startswith("www."), one)):
        if not any(is_own(Policy(site=one), host) for one in found):
            found.append(host)
    return tuple(sorted(found))
