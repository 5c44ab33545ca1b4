"""An earlier run's script, found and compared with the one that was vetted."""

from pathlib import Path

import msgspec

from scriptward.analysis.comparing import StoredRun
from scriptward.analysis.comparing_subjects import subjects
from scriptward.analysis.vetted import Vetted
from scriptward.analysis.vetted_changes import Earlier, earlier, since
from scriptward.app.run_folder import read_report, read_visits, stored
from scriptward.app.vetting.running import Vetting, file_of
from scriptward.lib.plain import cut, plain
from scriptward.vocabulary.errors import UsageError

VETTED = "vet.json"
"""The file beside the report of a run of `vet`."""
_MOST = 8
_WIDTH = 100


def read_earlier(run: Path, *, url: str) -> Earlier:
    """The script of that address in a stored run. Raises RunError, UsageError.

    `run`: the folder of a `scan`, or of an earlier `vet --out`, whose script it then is.
    """
    stored = StoredRun(run=read_report(run).run, visits=read_visits(run))
    vetted = _vetted(run) if stored.run.source == "vet" else None
    found = earlier(stored, vetted, url=url, file=file_of(url))
    if found is not None:
        return found
    known = sorted(one.name for one in subjects(stored.visits).values() if one.named)
    shown = ", ".join(cut(plain(name), _WIDTH) for name in known[:_MOST])
    raise UsageError(
        f"{run} has no script {plain(url)}; it has {shown or 'none'}"
        + (f" and {len(known) - _MOST} more" if len(known) > _MOST else ""),
        hint="say which it replaces: --as ADDRESS",
    )


def compared(vetting: Vetting, before: Earlier) -> Vetted:
    """The vetted script with what it does that the earlier one didn't."""
    against = since(before, vetting.subject, vetting.vetted)
    return msgspec.structs.replace(vetting.vetted, against=against)


def _vetted(run: Path) -> Vetted:
    file = (run if run.is_dir() else run.parent) / VETTED
    again = "vet the old script again, with --out"
    decode = msgspec.json.Decoder(Vetted).decode
    return stored(file, decode, what="what vet wrote", missing=again, broken=again)
