"""Every piece of code the browser compiled for the site, with its text."""

import asyncio
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import msgspec

from scriptward.lib.digests import sha256_hex
from scriptward.sources.scan import bounds
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.documents import Documents
from scriptward.sources.scan.protocol import (
    FrameAttached,
    FrameNavigated,
    MovedWithin,
    ScriptParsed,
    StackTrace,
)
from scriptward.sources.scan.targets import DOCUMENTS, Target

_OURS = frozenset({"isolated"})
"""Worlds in which only the scanner and the browser run."""
_BROWSERS = ("chrome:", "chrome-extension:", "chrome-untrusted:", "devtools:")
"""Where the browser's own code comes from: its viewer of PDF files, for one."""
_ALIKE = 50
"""Equal scripts of one document that are kept apart."""
_NOTHING = sha256_hex("")
_NUMBER = re.compile(r'"frameSeq":\d+')
"""What differs between copies of Playwright's code in two frames."""


@dataclass(eq=False, kw_only=True, slots=True)
class Parsed:
    """One script as the debugger reported it."""

    key: str
    page: str
    target: Target
    event: ScriptParsed
    frame_url: str = field(default="", repr=False)
    addresses: set[str] = field(default_factory=set, repr=False)
    """Of its document, without fragments: an app gives it others as it goes."""
    broken: bool = False
    """The browser refused it."""
    fetched: bool = False
    """Its address was asked for as a script's."""

    @property
    def url(self) -> str:
        """Where it came from; a page can't make this up with `//# sourceURL`."""
        return self.event.embedder_name

    @property
    def in_text(self) -> bool:
        """Whether it is named by its document's own address: code of no file."""
        if self.target.type not in DOCUMENTS or not self.url:
            return False
        if bare(self.url) == bare(self.frame_url):
            return True
        return bare(self.url) in self.addresses and not self.fetched


class _Source(msgspec.Struct, rename="camel"):
    script_source: str


class Scripts:
    """Takes `Debugger.scriptParsed` of every target."""

    def __init__(self, documents: Documents, *, injected: tuple[str, ...]) -> None:
        """`injected`: texts the scanner puts into pages itself; they are not the site's."""
        self._documents = documents
        self._ours = {_NOTHING, *map(sha256_hex, injected)}
        self.connection: Connection | None = None
        self.parsed: list[Parsed] = []
        self.sources: dict[str, str] = {}
        """Texts by hash, possibly cut."""
        self.lost = 0
        """Scripts beyond the budget."""
        self.unread = 0
        """Scripts whose text was not fetched for the budget's sake."""
        self._by_id: dict[tuple[str, str], Parsed] = {}
        self._openers: dict[str, Target] = {}
        """Windows by session that a page opened: empty ones share its process and its ids."""
        self._of_page: Counter[str] = Counter()
        self._alike: dict[tuple[str, ...], list[Parsed]] = defaultdict(list)
        self._our_ids: set[tuple[str, str]] = set()
        self._frames: dict[str, str] = {}
        self._addresses: dict[str, set[str]] = defaultdict(set)
        self._makers: dict[str, tuple[str, StackTrace]] = {}
        self._asked: set[str] = set()
        self._source_bytes = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def injects(self, text: str) -> None:
        """A function that the scanner calls in a page is not the site's."""
        self._ours.update((sha256_hex(text), sha256_hex(f"({text})")))

    def frame_shows(self, event: FrameNavigated) -> None:
        """A frame shows a document."""
        self._frames[event.frame.id] = event.frame.url
        self._addresses[event.frame.id] = {bare(event.frame.url)}

    def frame_moved(self, event: MovedWithin) -> None:
        """A frame's document has another address from now on."""
        self._addresses[event.frame_id].add(bare(event.url))

    def frame_made(self, target: Target, event: FrameAttached) -> None:
        """A frame came to be, perhaps by a script."""
        if event.stack is not None:
            self._makers[event.frame_id] = (target.session, event.stack)

    def frame_maker(self, frame_id: str) -> Parsed | None:
        """The script that made a frame; None for a frame of the document's own text."""
        session, stack = self._makers.get(frame_id, ("", None))
        for call in stack.call_frames if stack is not None else ():
            if parsed := self.find(session, call.script_id):
                return parsed
        return None

    def frame_url(self, frame_id: str) -> str:
        """Address of what a frame shows; empty where unknown."""
        return self._frames.get(frame_id, "")

    def take(self, target: Target, event: ScriptParsed) -> None:
        """Debugger.scriptParsed: the same code in two frames is two scripts here."""
        self._keep(target, event)

    def failed(self, target: Target, event: ScriptParsed) -> None:
        """Debugger.scriptFailedToParse: a file that was loaded all the same, else nothing."""
        if event.embedder_name:
            self._keep(target, event, broken=True)

    def _keep(self, target: Target, event: ScriptParsed, *, broken: bool = False) -> None:
        if target.told is not None and not target.told.done():
            # It was there before; the stack is of what runs at this moment, not of its birth.
            event = msgspec.structs.replace(event, stack_trace=None)
        if target.opened_by:
            self._openers[target.session] = target
        identity = (target.session, event.script_id)
        context = event.execution_context_aux_data
        page = self._documents.page_of(target)
        if not page and target.type == "page" and not target.opener:
            self._ours.add(event.hash)  # nothing of the site runs in a tab before its first page
            self._read(target, event)
        if event.hash in self._ours:
            self._our_ids.add(identity)
            return
        if context.type in _OURS or event.embedder_name.startswith(_BROWSERS):
            return
        if alike := self._one_of_many(target, page, event):
            self._by_id[identity] = alike
            return
        self._of_page[page] += 1
        if len(self.parsed) >= bounds.SCRIPTS or self._of_page[page] > bounds.SCRIPTS_OF_PAGE:
            self.lost += 1
            return
        shown = self._frames.get(context.frame_id, "")
        parsed = Parsed(
            key=f"s{len(self.parsed) + 1}",
            page=page,
            target=target,
            event=event,
            frame_url=(shown or target.url) if target.type in DOCUMENTS else target.url,
            addresses=self._addresses[context.frame_id],
            broken=broken,
        )
        self.parsed.append(parsed)
        self._alike[_place(target, page, event)].append(parsed)
        self._by_id[identity] = parsed
        self._read(target, event)
        target.tab.activity.saw("script", event.hash)

    def _one_of_many(self, target: Target, page: str, event: ScriptParsed) -> Parsed | None:
        """The script that stands for one which was there many times over in its document."""
        alike = self._alike.get(_place(target, page, event), [])
        return alike[0] if len(alike) >= _ALIKE else None

    def find(self, session: str, script_id: str) -> Parsed | None:
        """The script of a debugger's call frame; None for our own and unknown ones."""
        found, window = self._by_id.get((session, script_id)), self._openers.get(session)
        if found or window is None or window.page or self.is_injected(session, script_id):
            return found
        return self.find(window.opened_by, script_id)

    def is_injected(self, session: str, script_id: str) -> bool:
        """Whether a call frame is the sensor's or Playwright's."""
        return (session, script_id) in self._our_ids

    async def settle(self, within: float) -> None:
        """Wait for texts that were asked for."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=within)
        ours = {_numberless(self.sources[one]) for one in self._ours & self.sources.keys()}
        self.parsed = [
            one
            for one in self.parsed
            if one.url or _numberless(self.sources.get(one.event.hash, one.key)) not in ours
        ]

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


def bare(url: str) -> str:
    """An address without its fragment."""
    return url.partition("#")[0]


def _place(target: Target, page: str, event: ScriptParsed) -> tuple[str, ...]:
    """What equal scripts of one document have in common."""
    frame = event.execution_context_aux_data.frame_id
    return (target.session, page, frame, event.embedder_name, event.hash)


def _numberless(source: str) -> str:
    return sha256_hex(_NUMBER.sub("", source))
