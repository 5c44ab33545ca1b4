"""Every piece of code the browser compiled for the site, with its text."""

import asyncio
from dataclasses import dataclass, field

import msgspec

from scriptward.lib.digests import sha256_hex
from scriptward.sources.scan import bounds
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.documents import Documents
from scriptward.sources.scan.protocol import FrameNavigated, ScriptParsed
from scriptward.sources.scan.targets import DOCUMENTS, Target

_OURS = frozenset({"isolated"})
"""Worlds in which only the scanner and the browser run."""
_NOTHING = sha256_hex("")


@dataclass(eq=False, kw_only=True, slots=True)
class Parsed:
    """One script as the debugger reported it."""

    key: str
    page: str
    target: Target
    event: ScriptParsed
    frame_url: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Where it came from; a page can't make this up with `//# sourceURL`."""
        return self.event.embedder_name


class _Source(msgspec.Struct, rename="camel"):
    script_source: str


class Scripts:
    """Takes `Debugger.scriptParsed` of every target."""

    def __init__(self, documents: Documents, *, injected: tuple[str, ...]) -> None:
        """`injected`: texts the scanner puts into pages itself; they are not the site's."""
        self._documents = documents
        self._injected = frozenset(map(sha256_hex, injected)) | {_NOTHING}
        self.connection: Connection | None = None
        self.parsed: list[Parsed] = []
        self.sources: dict[str, str] = {}
        """Texts by hash, possibly cut."""
        self.lost = 0
        """Scripts beyond the budget."""
        self.unread = 0
        """Scripts whose text was not fetched for the budget's sake."""
        self._by_id: dict[tuple[str, str], Parsed] = {}
        self._sensor_ids: set[tuple[str, str]] = set()
        self._frames: dict[str, str] = {}
        self._asked: set[str] = set()
        self._source_bytes = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def frame_shows(self, event: FrameNavigated) -> None:
        """A frame shows a document."""
        self._frames[event.frame.id] = event.frame.url

    def frame_url(self, frame_id: str) -> str:
        """Address of what a frame shows; empty where unknown."""
        return self._frames.get(frame_id, "")

    def take(self, target: Target, event: ScriptParsed) -> None:
        """Debugger.scriptParsed: the same code in two frames is two scripts here."""
        identity = (target.session, event.script_id)
        context = event.execution_context_aux_data
        if event.hash in self._injected:
            self._sensor_ids.add(identity)
            return
        if context.type in _OURS or event.url.startswith(("chrome:", "devtools:")):
            return
        if len(self.parsed) >= bounds.SCRIPTS:
            self.lost += 1
            return
        shown = self._frames.get(context.frame_id, "")
        parsed = Parsed(
            key=f"s{len(self.parsed) + 1}",
            page=self._documents.page_of(target),
            target=target,
            event=event,
            frame_url=(shown or target.url) if target.type in DOCUMENTS else target.url,
        )
        self.parsed.append(parsed)
        self._by_id[identity] = parsed
        self._read(target, event)
        target.tab.activity.saw("script", event.hash)

    def find(self, session: str, script_id: str) -> Parsed | None:
        """The script of a debugger's call frame; None for our own and unknown ones."""
        return self._by_id.get((session, script_id))

    def is_injected(self, session: str, script_id: str) -> bool:
        """Whether a call frame is the sensor's."""
        return (session, script_id) in self._sensor_ids

    async def settle(self, within: float) -> None:
        """Wait for texts that were asked for."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=within)

    def _read(self, target: Target, event: ScriptParsed) -> None:
        if event.hash in self._asked or self.connection is None:
            return
        if (
            len(self._asked) >= bounds.SOURCES
            or self._source_bytes >= bounds.SOURCE_TOTAL
            or event.length > 4 * bounds.SOURCE_BYTES
        ):
            self.unread += 1
            return
        self._asked.add(event.hash)
        self._source_bytes += event.length
        task = asyncio.create_task(self._ask(self.connection, target, event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask(self, connection: Connection, target: Target, event: ScriptParsed) -> None:
        try:
            answer = await connection.call(
                "Debugger.getScriptSource",
                {"scriptId": event.script_id},
                session=target.session,
                answer=_Source,
                within=bounds.PAGE_TIMEOUT,
            )
        except RefusedError:
            self._asked.discard(event.hash)
            return
        self.sources[event.hash] = answer.script_source[: bounds.SOURCE_BYTES]
