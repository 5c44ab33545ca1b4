"""What a live source makes of one message, before it is folded with others."""

import msgspec

from scriptward.store.delta import Behaviour


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A behaviour and how often it was seen."""

    behaviour: Behaviour
    n: int = 1


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a browser: what it saw, already without anything personal."""

    site: str
    id: str
    """The sender's id of the message: the same message sent again has the same."""
    sightings: tuple[Sighting, ...]
    lost: int = 0
    """Records that the sender dropped."""
