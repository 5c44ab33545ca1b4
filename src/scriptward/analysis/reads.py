"""What third parties' scripts read on the page itself."""

from collections import defaultdict
from collections.abc import Iterator

from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.words import DataKind, Party


def third_party_reads(
    visit: Visit, kinds: frozenset[DataKind]
) -> Iterator[tuple[Script, frozenset[DataKind]]]:
    """`(script, kinds it read)` for each third-party script; reads in its own frame left out."""
    read: dict[str, set[DataKind]] = defaultdict(set)
    for row in visit.reads:
        if row.script and row.kind in kinds and not row.frame:
            read[row.script].add(row.kind)
    for script in visit.scripts:
        if script.party is Party.THIRD and script.id in read:
            yield script, frozenset(read[script.id])
