"""One time that something was seen which a learned policy permits: where, by whom, to whom."""

import msgspec

from scriptward.vocabulary.words import DataKind, PageClass


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind a proposed line. Kinds and names only, never a value."""

    says: str
    """It in a sentence."""
    page: str
    """Its address as visited, query values masked."""
    page_class: PageClass
    script: str = ""
    """Address of who did it, or words for code that has none."""
    recipient: str = ""
    """Host; empty where nothing was sent."""
    data: tuple[DataKind, ...] = ()
    runs: tuple[str, ...] = ()
    """Names of the runs that saw it, where they were told."""
