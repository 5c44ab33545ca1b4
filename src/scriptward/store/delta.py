"""What live sources hand over: folded behaviours and their counts, as one immutable piece."""

from enum import auto

import msgspec

from scriptward.lib.digests import keyed_hex
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import PageClass, Party, Word


class BehaviourKind(Word):
    """What a script was seen doing on a live page."""

    SEND = auto()
    LOAD = auto()
    READ = auto()
    BLOCK = auto()
    """The guard, or the browser at its word, let a request fail."""
    SCRUB = auto()
    """The guard took the data out of a request, and let the rest go."""
    MASK = auto()
    """The guard gave nothing to a script that read a field."""
    CSP_REPORT = "csp-report"
    """The browser reported that a Content-Security-Policy met this target."""


class Behaviour(msgspec.Struct, frozen=True, kw_only=True):
    """One thing one script does on one class of page: what is counted."""

    site: str
    """Host of the page."""
    page_class: PageClass
    kind: BehaviourKind
    api: str
    """The sensor's word for the call, or the policy's directive of a report."""
    script: str
    """Address without query, or `sha256:<hex>`; empty where unknown."""
    target: str
    """Origin and path, or `field:<name>`, `cookie:<name>`, `storage:<name>`."""
    recipient: str
    """Host of the target; empty for reads."""
    data: str = ""
    """Data kinds, comma between; empty where unknown."""

    def key(self, secret: bytes) -> int:
        """Keyed blake2b-64, signed: collectors agree on it without asking one another."""
        text = "\x00".join(msgspec.structs.astuple(self))
        return int.from_bytes(bytes.fromhex(keyed_hex(secret, text)), "big", signed=True)


class Novel(msgspec.Struct, frozen=True, kw_only=True):
    """A behaviour that may be new to the store, with what is known of the two ends."""

    key: int
    behaviour: Behaviour
    party: Party
    """Of the script."""
    owner: Owner
    """Of the script."""
    recipient: Owner
    recipient_party: Party


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """One group of arrivals, folded. Applied whole or not at all, and only once."""

    batches: tuple[int, ...]
    """Keys of the batches in it: one that is known already makes the delta a repetition."""
    at: int
    """UTC, seconds of the Unix epoch."""
    novel: tuple[Novel, ...] = ()
    counts: tuple[tuple[int, int, int], ...] = ()
    """(behaviour key, hour, times), sorted; hours are of the Unix epoch."""
    overflow: tuple[tuple[str, int, int], ...] = ()
    """(site, hour, times) of behaviours that a site's bound on novelty refused."""
