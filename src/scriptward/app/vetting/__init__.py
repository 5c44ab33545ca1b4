"""What `vet` does: one script on prepared pages, its text read apart, an earlier run beside it."""

from pathlib import Path
from typing import Unpack

from scriptward.analysis.vetted import Vetted
from scriptward.app.vetting.against import compared, read_earlier
from scriptward.app.vetting.running import Options, address_served, vetting
from scriptward.app.vetting.writing import status_of, write, written

__all__ = ["status_of", "vetted", "written"]


def vetted(
    target: str, *, against: Path | None = None, out: Path | None = None, **options: Unpack[Options]
) -> Vetted:
    """Vet the script in a file or at an address. `out`: where its run is kept.

    `against`: an earlier run to compare with. Raises ScriptwardError before a browser starts.
    """
    url = address_served(target, options.get("address", ""))
    before = read_earlier(against, url=url) if against else None
    done = vetting(target, **options)
    result = compared(done, before) if before else done.vetted
    if out:
        write(out, done, result)
    return result
