"""What third parties' scripts read on the page itself."""

from collections.abc import Iterator

from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.words import DataKind, Party


def third_party_reads(
    visit: Visit, kinds: frozenset[DataKind]
) -> Iterator[tuple[Script, frozenset[DataKind]]]:
    """`(script, kinds it read)` for each third-party script; reads in its own frame left out."""
    for script in visit.scripts:
        if script.party is Party.FIRST:
            continue
        read = frozenset(
            read.kind
            for read in visit.reads
            if read.script == script.id and not read.frame and read.kind in kinds
        )
        if found := read - {None}:
            yield script, frozenset(kind for kind in found if kind)
