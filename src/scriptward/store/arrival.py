"""What a live source makes of one message, before it is folded with others."""

import msgspec

from scriptward.store.delta import Behaviour
from scriptward.vocabulary.words import Certainty, DataKind, Encoding, Where


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person typed was in what was sent: which kind, where and how, never what."""

    kind: DataKind
    where: Where
    encoding: tuple[Encoding, ...] = ()
    """Outermost first."""
    certainty: Certainty


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A behaviour and how often it was seen."""

    behaviour: Behaviour
    n: int = 1
    found: tuple[Found, ...] = ()
    """What was in it; the behaviour's `data` has the kinds only."""
    unread: int = 0
    """How many of them the sender could not read to the end."""


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a browser: what it saw, already without anything personal."""

    site: str
    id: str
    """The sender's id of the message: the same message sent again has the same."""
    sightings: tuple[Sighting, ...]
    lost: int = 0
    """Records that the sender dropped."""
