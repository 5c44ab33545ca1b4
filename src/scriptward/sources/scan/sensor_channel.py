"""The sensor's line out of the pages: nothing a page says there is taken for the sensor's word.

The binding has a random name and every record begins with a secret; both are gone before the
first script of the page runs.
"""

import secrets
from dataclasses import dataclass, field

import msgspec

from scriptward.sources.scan import bounds
from scriptward.sources.scan.protocol import BindingCalled
from scriptward.sources.scan.targets import Command, Target
from scriptward.vocabulary.sensor import Asked, Call, Content, Hello, Lost, Reading, Record, Wraps

_BINDING = "__SCRIPTWARD_BINDING__"
_SECRET = "__SCRIPTWARD_SECRET__"  # noqa: S105  # a place in the sensor's text, not a secret


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One call the sensor saw, where and when."""

    page: str
    target: Target = field(repr=False)
    at: float
    call: Call = field(repr=False)


class SensorChannel:
    """Injects the sensor and takes its records."""

    def __init__(self, sensor: str) -> None:
        """`sensor`: JavaScript of the scan build; empty for none."""
        self._binding = "_" + secrets.token_hex(12)
        self._secret = secrets.token_hex(16)
        text = sensor.replace(_BINDING, self._binding).replace(_SECRET, self._secret)
        self.injected: tuple[str, ...] = (text,) if sensor else ()
        self._decode = msgspec.json.Decoder(Record).decode
        self.calls: list[Said] = []
        self.reads: list[tuple[str, Target, Reading]] = []
        self.wraps: list[tuple[str, Wraps]] = []
        """Page, and a script that put itself in front of the browser."""
        self.asked: list[tuple[str, Asked]] = []
        """Page, and what a known SDK was asked there."""
        self.contents: dict[str, Content] = {}
        """What calls sent, by their id, where only the page could tell."""
        self._content_size = 0
        self.hellos = 0
        self.not_first = 0
        self.forged = 0
        """Texts in the binding without the secret."""
        self.lost = 0
        """Records the sensor or the budget dropped."""

    def commands(self) -> tuple[Command, ...]:
        """What puts the sensor into a page or frame before its first script."""
        if not self.injected:
            return ()
        return (
            ("Runtime.enable", {}),
            ("Runtime.addBinding", {"name": self._binding}),
            ("Page.addScriptToEvaluateOnNewDocument", {"source": self.injected[0]}),
        )

    def take(self, page: str, target: Target, event: BindingCalled, *, at: float = 0.0) -> None:
        """One text that came through the binding."""
        if event.name != self._binding:
            return
        if not event.payload.startswith(self._secret):
            self.forged += 1
            return
        kept = len(self.calls) + len(self.reads) + len(self.wraps) + len(self.asked)
        if kept >= bounds.RECORDS:
            self.lost += 1
            return
        try:
            record = self._decode(event.payload[len(self._secret) :])
        except msgspec.MsgspecError:
            self.lost += 1
            return
        self._keep(record, page, target, at)

    def _keep(self, record: Record, page: str, target: Target, at: float) -> None:
        match record:
            case Call():
                self.calls.append(Said(page=page, target=target, at=at, call=record))
                target.tab.activity.saw("call", record.api, record.url.partition("?")[0])
            case Reading():
                self.reads.append((page, target, record))
            case Wraps():
                self.wraps.append((page, record))
            case Asked():
                self.asked.append((page, record))
            case Content():
                self._content(record)
            case Lost():
                self.lost += record.n
            case Hello():
                self.hellos += 1
                self.not_first += not record.first

    def _content(self, record: Content) -> None:
        self._content_size += sum(len(piece.data) for piece in record.pieces)
        if self._content_size > bounds.CONTENT_TOTAL or len(self.contents) >= bounds.RECORDS:
            self.lost += 1
        else:
            self.contents[record.id] = record
