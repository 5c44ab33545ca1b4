"""Everything in the browser that runs code: pages, frames, workers, worklets.

Each is attached while it still waits for its first instruction, told what to report, then let go.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from scriptward.sources.scan import bounds
from scriptward.sources.scan.activity import Activity
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.delivering import Delivering
from scriptward.sources.scan.protocol import Attached, StackTrace, StackTraceId, TargetInfo

_NOT_THE_SITE = [{"type": name, "exclude": True} for name in ("browser_ui", "browser", "tab")]
_ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
_NETWORK = {
    "maxPostDataSize": 1_000_000,
    "maxTotalBufferSize": 8_000_000,
    "maxResourceBufferSize": 4_000_000,
}
_ASYNC_DEPTH = 16
_WORKER_SCRIPTS = {"urlPattern": "*", "resourceType": "Other"}
"""Main scripts of workers, and little else: such a script waits until our commands to its worker
are on their way. A shared worker that starts in the same moment may run before they arrive."""
DOCUMENTS = frozenset({"page", "iframe"})
WORKERS = frozenset({"worker", "shared_worker", "service_worker"})
OUTLIVES = frozenset({"shared_worker", "service_worker"})
"""Workers that may be there without the page that started them."""
_RUN = "Runtime.runIfWaitingForDebugger"
_CONTEXTS = {"page": "page", "iframe": "frame", "worklet": "worker"}

Command = tuple[str, Mapping[str, object]]
_ASK_ALWAYS: Command = ("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})


@dataclass(eq=False, kw_only=True, slots=True)
class Target:
    """One attached target."""

    session: str
    id: str
    type: str
    url: str
    parent: "Target | None" = None
    browser_context: str = ""
    opener: str = ""
    opened_by: str = ""
    """Session of the tab that opened this window: scripts have the same ids in both."""
    opened_on: str = ""
    """Key of the page there, which this window's empty first document belongs to."""
    page: str = ""
    """Key of the page a worker belongs to; a tab's current page."""
    activity: Activity = field(default_factory=Activity)
    """A tab's; that of other targets is not used."""
    scanner_navigates: bool = False
    """The next navigation of this tab is the scanner's own."""
    creator: StackTrace | None = None
    """Where a worker was made, if the debugger could say."""
    creator_asked: bool = False
    via: str = ""
    """Session it was attached through; empty for the browser's own."""
    told: "asyncio.Future[msgspec.Raw] | None" = None
    """The answer when it was told to report its scripts: those it had run already come before."""
    apart: bool = False
    """A tab of the scanner's own errands: nothing of it belongs to the run."""
    alive: bool = True
    crashed: bool = False

    @property
    def tab(self) -> "Target":
        """The page target it belongs to; itself for a page or where that is unknown."""
        target = self
        while target.parent is not None:
            target = target.parent
        return target

    @property
    def context(self) -> str:
        """Word for where a request was sent from, as in `Sending.context`."""
        return _CONTEXTS.get(self.type, self.type)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spare:
    """A further session of a target that we have already."""

    parent: Target | None
    event: Attached


class Targets:
    """The attached targets by session, and how a new one is set up."""

    def __init__(self, documents: tuple[Command, ...]) -> None:
        """`documents`: further commands for pages and frames, such as the sensor's injection."""
        self._documents = documents
        self.sessions: dict[str, Target] = {}
        self.self_test_context = ""
        """Browser context of the self-test: its targets are answered inside the debugger."""
        self.asked_before: tuple[Mapping[str, str], ...] = ()
        """Patterns of requests that wait for a word of ours."""
        self.delivering: Delivering | None = None
        """What changes answers on their way."""
        self.asks_always = False
        """Every request waits for a word of ours."""
        self.refused = 0
        """Targets beyond the budget, which ran unobserved."""
        self._spares: dict[str, _Spare] = {}

    async def watch(self, connection: Connection) -> None:
        """Attach to everything there is and will be. Raises RefusedError."""
        parameters = {**_ATTACH, "filter": [*_NOT_THE_SITE, {}]}
        await connection.call("Target.setAutoAttach", parameters, answer=msgspec.Raw)

    def attached(self, connection: Connection, parent: Target | None, event: Attached) -> Target:
        """Take a new target in and let it run. One attached a second time is the same target."""
        info = event.target_info
        known = next(
            (t for t in self.sessions.values() if t.id == info.target_id and t.alive), None
        )
        if known is not None:
            known.parent = known.parent or parent
            self._spares[event.session_id] = _Spare(parent=parent, event=event)
            connection.post(_RUN, session=event.session_id)
            return known
        return self._taken_in(connection, parent, event)

    def detached(self, connection: Connection, session: str) -> None:
        """A session ended, and with it those of what was attached through it.

        A worker that lives on is seen through its other session from then on.
        """
        self._spares.pop(session, None)
        gone = self.sessions.get(session)
        if gone is None or not gone.alive:
            return
        gone.alive = False
        for one in tuple(self.sessions.values()):
            if one.via == session:
                self.detached(connection, one.session)
        for name, spare in tuple(self._spares.items()):
            if spare.parent is gone:
                del self._spares[name]
        if gone.type in OUTLIVES:
            other = next((s for s in self._spares.values() if _id(s.event) == gone.id), None)
            if other is not None:
                del self._spares[other.event.session_id]
                self._taken_in(connection, other.parent, other.event).page = gone.page

    def _taken_in(self, connection: Connection, parent: Target | None, event: Attached) -> Target:
        target = _target(event.session_id, event.target_info, parent)
        if len(self.sessions) >= bounds.TARGETS:
            self.refused += 1
        else:
            self.sessions[event.session_id] = target
            for method, parameters in self._commands(target):
                if method == "Debugger.enable":
                    target.told = connection.ask(method, parameters, session=target.session)
                else:
                    connection.post(method, parameters, session=target.session)
        connection.post(_RUN, session=target.session)
        return target

    def is_self_test(self, target: Target) -> bool:
        """Whether it belongs to the self-test and not to the site."""
        return bool(self.self_test_context) and target.browser_context == self.self_test_context

    def tabs(self) -> tuple[Target, ...]:
        """Living tabs of the site."""
        return tuple(
            t
            for t in self.sessions.values()
            if t.type == "page" and t.alive and not self.is_self_test(t)
        )

    def _commands(self, target: Target) -> tuple[Command, ...]:
        commands: list[Command] = []
        if target.type != "worklet":
            commands.append(("Target.setAutoAttach", _ATTACH))
        commands += [
            ("Network.enable", _NETWORK),
            ("Debugger.enable", {"maxScriptsCacheSize": bounds.SOURCE_TOTAL}),
            ("Debugger.setSkipAllPauses", {"skip": True}),
            ("Debugger.setAsyncCallStackDepth", {"maxDepth": _ASYNC_DEPTH}),
        ]
        if self.is_self_test(target):
            commands.append(_ASK_ALWAYS)
        elif target.type in DOCUMENTS:
            commands += [("Page.enable", {}), ("Network.enableReportingApi", {"enable": True})]
            commands += self._documents
            asked = (*self._asked(worker=False), _WORKER_SCRIPTS)
            commands.append(("Fetch.enable", {"patterns": asked}))
        elif target.type in WORKERS and (asked := self._asked(worker=True)):
            commands.append(("Fetch.enable", {"patterns": asked}))
        if self.asks_always and target.type in DOCUMENTS | WORKERS:
            commands.append(_ASK_ALWAYS)
        return tuple(commands)

    def _asked(self, *, worker: bool) -> tuple[Mapping[str, str], ...]:
        changed = self.delivering.patterns(worker=worker) if self.delivering else ()
        return (*self.asked_before, *changed)


async def creator(
    connection: Connection, target: Target, stack_id: StackTraceId
) -> StackTrace | None:
    """The stack that made a worker, asked from the page it belongs to."""
    owner = target.parent or target.tab

    class _Answer(msgspec.Struct, rename="camel"):
        stack_trace: StackTrace

    try:
        answer = await connection.call(
            "Debugger.getStackTrace",
            {"stackTraceId": {"id": stack_id.id, "debuggerId": stack_id.debugger_id}},
            session=owner.session,
            answer=_Answer,
        )
    except (RefusedError, asyncio.CancelledError):
        return None
    return answer.stack_trace


def _id(event: Attached) -> str:
    return event.target_info.target_id


def _target(session: str, info: TargetInfo, parent: Target | None) -> Target:
    return Target(
        session=session,
        id=info.target_id,
        type=info.type,
        url=info.url,
        parent=parent,
        browser_context=info.browser_context_id,
        via=parent.session if parent else "",
        opener=info.opener_id,
    )
