"""A value that was recognised, without the value."""

import msgspec

from scriptward.vocabulary.words import DataKind


class Masked(msgspec.Struct, frozen=True, kw_only=True):
    """Kind, keyed hash, length and first characters. A courtesy, not de-identification."""

    kind: DataKind
    digest: str
    """Keyed blake2b-64 in hex; the key lives as long as the run and is never stored."""
    length: int
    """Characters of the value."""
    text: str
    """What people may see: at most two first characters, then dots."""
