"""Who really sent a request of the lab, and whether an answer names them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from demo.proof.decoding import hits
from scriptward.analysis.attribution import Attributed
from scriptward.vocabulary.capture import RawRead, RawScript, Sending
from scriptward.vocabulary.words import Attribution
from tests.lab.parts import CALLERS, HOST, MAKER, SDKS, SENDERS, WORKERS, Part

_TRUTH = "in.truth.test"
_CASE = 7
"""Parts of a case's path: `/c/sender/channel/way/instigator/number`."""
_NAMELESS = ("blob:", "data:", "javascript:")


class Verdict(StrEnum):
    """How an answer stands to the truth."""

    RIGHT = "right"
    UNCERTAIN = "uncertain"
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True)
class Case:
    """The truth of one request."""

    sender: str
    """Name of the part, or `worker-…`."""
    channel: str
    way: str
    instigator: str = ""
    """Empty where nobody else asked for it, or where that is not judged."""
    vendor: bool = False
    """One of a real vendor, to its own collector."""


def case_of(sending: Sending, parts: Mapping[str, Part]) -> Case | None:
    """The case a request belongs to; None for pages, scripts of the page and answers."""
    split = urlsplit(sending.request.url)
    steps = split.path.split("/")
    if split.hostname == _TRUTH and len(steps) == _CASE and steps[1] == "c":
        _, _, sender, channel, way, asked, _ = steps
        asked = asked if asked.startswith("caller-") else ""
        if way.startswith("worker"):
            asked = MAKER
        return Case(sender=sender, channel=channel, way=way, instigator=asked)
    for name, part in parts.items():
        if part.collector and split.hostname == part.collector:
            return Case(sender=name, channel=sending.channel.value, way="own", vendor=True)
    return None


class Names:
    """The lab's name for each script of a capture."""

    def __init__(self, scripts: Mapping[str, RawScript], parts: Mapping[str, Part]) -> None:
        """`scripts`: of the capture, by key."""
        self._scripts = scripts
        self._by_url = {part.url: name for name, part in parts.items()}
        self._collectors = {part.collector: name for name, part in parts.items() if part.collector}
        self._by_url |= {
            f"https://{HOST}{path}": f"worker-{file.stem.partition('_')[2]}"
            for path, file in WORKERS.items()
        }

    def of(self, key: str) -> str:
        """A part's name; code without an address has that of who made it. Empty: nobody."""
        seen: set[str] = set()
        while key in self._scripts and key not in seen:
            seen.add(key)
            script = self._scripts[key]
            if script.url and not script.url.startswith(_NAMELESS):
                host = urlsplit(script.url).hostname or ""
                return self._by_url.get(script.url) or self._collectors.get(host, script.url)
            key = script.loaded_by
        return key


def sender_verdict(case: Case, who: Attributed, names: Names) -> Verdict:
    """Whether the sender was named."""
    if who.attribution is Attribution.UNCERTAIN:
        return Verdict.UNCERTAIN
    if not who.script:
        return Verdict.WRONG
    named = names.of(who.script)
    if named == case.sender:
        return Verdict.RIGHT
    return Verdict.WRONG if named else Verdict.UNCERTAIN


def reader_of(read: RawRead) -> str:
    """Name of the sender that read it; empty for what others read."""
    return next((name for name in SENDERS if read.name.endswith(name)), "")


def asked_by(sending: Sending) -> frozenset[str]:
    """Names of the callers whose events stand in a vendor's request, by a decoder of its own."""
    wanted = {
        f"{caller} {sdk}": f"lab event of {caller} by {sdk}" for caller in CALLERS for sdk in SDKS
    }
    request = sending.request
    said = [message.payload for message in request.messages if message.sent]
    raw = b"\n".join([request.url.encode(), request.body, *said])
    return frozenset(hit.name.partition(" ")[0] for hit in hits(raw, wanted))


def batch_verdict(sending: Sending, who: Attributed, names: Names) -> Verdict:
    """Whether a batch's instigator is one whose event is in it, or nobody where there is none.

    Nobody is said where several asked: that is no mistake, and not right either.
    """
    callers, named = asked_by(sending), names.of(who.instigator)
    if named:
        return Verdict.RIGHT if named in callers else Verdict.WRONG
    return Verdict.UNCERTAIN if callers else Verdict.RIGHT


def instigator_verdict(case: Case, who: Attributed, names: Names) -> Verdict:
    """Whether who asked for it was named; nobody, where nobody did."""
    named = names.of(who.instigator)
    if named == case.instigator:
        return Verdict.RIGHT
    return Verdict.UNCERTAIN if not named else Verdict.WRONG
