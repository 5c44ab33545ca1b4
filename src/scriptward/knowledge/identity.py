"""Turns a value that was recognised into its mask: kind, keyed hash, length, first characters."""

from dataclasses import dataclass, field

from scriptward.lib.digests import keyed_hex
from scriptward.vocabulary.masked import Masked
from scriptward.vocabulary.words import DataKind

_SECRET = frozenset({DataKind.PASSWORD, DataKind.CARD_DATA, DataKind.SSN})
"""Kinds of which not even a first character is shown."""
_LONG_ENOUGH = 6
"""Characters from which showing the first two gives little away."""
_MOST_DOTS = 8


@dataclass(frozen=True, slots=True)
class Masker:
    """Masks values of one run. The key lives as long as the run and is never stored."""

    key: bytes = field(repr=False)
    """At most 64 bytes."""

    def masked(self, kind: DataKind, text: str) -> Masked:
        """The mask of one value: equal values of a run have equal digests."""
        return Masked(
            kind=kind,
            digest=keyed_hex(self.key, text),
            length=len(text),
            text=_shown(kind, text),
        )


def _shown(kind: DataKind, text: str) -> str:
    seen = "" if kind in _SECRET else text[: 2 if len(text) >= _LONG_ENOUGH else 0]
    seen = "".join(character for character in seen if character.isalnum())
    return seen + "•" * min(_MOST_DOTS, max(3, len(text) - len(seen)))
