"""Which pages are probed for what their session recorders take, and the visits that do it.

A probe adds something to a page and to the vendor's recording of it, so it is a visit of its own,
in a context of its own, after all the others; nothing of it is the site's ordinary traffic.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError

from scriptward.knowledge.recorders import at_address, in_code
from scriptward.lib.domains import host_of
from scriptward.sources.scan import bounds
from scriptward.sources.scan.consent_choosing import Choosing
from scriptward.sources.scan.documents import Document
from scriptward.sources.scan.personas import Persona
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Progress
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.replay_probe import Probe
from scriptward.sources.scan.replay_surfaces import end_mark, surfaces
from scriptward.sources.scan.snapshot import Facts
from scriptward.sources.scan.tab import opened
from scriptward.vocabulary.capture import Capture, Placed, ReplayProbe, Value
from scriptward.vocabulary.words import PageStatus

SUFFIX = "-replay-probe-"
"""With a number, of the persona that a probe's documents have until they are taken apart."""
Opening = Callable[[], Awaitable[BrowserContext]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Probed:
    page: str
    persona: str
    """Of the documents of its own visit."""
    recorders: tuple[str, ...]
    placed: tuple[Placed, ...]
    end: Value
    reason: str


class Probing:
    """All probes of a scan."""

    def __init__(self, recording: Recording, progress: Progress) -> None:
        self._recording, self._progress = recording, progress
        self._probed: list[_Probed] = []
        self._known: dict[str, tuple[str, ...]] = {}
        """Recorders by hash of a script."""
        self._begun = 0
        self.left_out = 0
        """Pages with a recorder that were not probed."""

    async def run(self, persona: Persona, plan: Plan, opening: Opening) -> None:
        """Probe the pages of one persona that have a recorder. `opening`: of a fresh context."""
        await self._recording.scripts.settle(2.0)
        documents, turn = self._recording.documents, asyncio.Semaphore(plan.concurrency)
        ordinary, documents.persona = documents.persona, f"{persona.name}{SUFFIX}"

        async def probe(page: Document, recorders: tuple[str, ...]) -> None:
            async with turn:
                self._begun += 1
                beside = replace(persona, name=f"{persona.name}{SUFFIX}{self._begun}")
                choosing = Choosing(self._recording, beside, plan.consent)
                context = await opening()
                try:
                    await self._probe(context, choosing, page, recorders)
                finally:
                    with contextlib.suppress(PlaywrightError):
                        await context.close()

        await asyncio.gather(*(probe(page, names) for page, names in self._due(persona.name)))
        documents.persona = ordinary

    def apart(self, capture: Capture) -> Capture:
        """The capture without the probes' visits, which are in its `probes` instead."""
        of_probes = frozenset(filter(self.owns, self._recording.documents.all))
        probes = tuple(
            ReplayProbe(
                page=one.page,
                recorders=one.recorders,
                placed=one.placed,
                end=one.end,
                visit=_visit_of(capture, one, self._of(one.persona)),
                reason=one.reason,
            )
            for one in sorted(self._probed, key=lambda one: one.persona)
        )
        kept = _where(capture, lambda key: key not in of_probes)
        return replace(kept, probes=probes)

    def unseen(self) -> tuple[str, ...]:
        """What the probes can't show, where there were any."""
        if not self._probed:
            return ()
        said = (
            "What session replay takes was probed on elements that were added after the page had"
            " loaded: pictures, canvas drawings and frames of other sites are not seen, and a"
            " recorder may treat the site's own elements otherwise."
        )
        more = f"{self.left_out} more pages with a session recorder were not probed."
        return (said, more) if self.left_out else (said,)

    def owns(self, key: str) -> bool:
        """Whether a page is one of a probe's."""
        document = self._recording.documents.all.get(key)
        return document is not None and SUFFIX in document.persona

    def _of(self, persona: str) -> Callable[[str], bool]:
        documents = self._recording.documents.all
        return lambda key: key in documents and documents[key].persona == persona

    def _due(self, persona: str) -> tuple[tuple[Document, tuple[str, ...]], ...]:
        """Pages with a recorder: another set of recorders first, then those with more fields."""
        found = self._found()
        pages = [
            (document, found[document.key])
            for document in self._recording.documents.all.values()
            if document.persona == persona
            and document.key in found
            and document.asked_for
            and document.committed
            and document.status is not PageStatus.FAILED
        ]
        distinct = {document.url.partition("?")[0]: (document, names) for document, names in pages}
        left = sorted(distinct.values(), key=lambda one: -len(one[0].fields))
        firsts = {(names, host_of(one.url)): one.key for one, names in reversed(left)}
        order = sorted(left, key=lambda one: one[0].key not in firsts.values())
        of_site: Counter[str] = Counter()
        chosen: list[tuple[Document, tuple[str, ...]]] = []
        for one, names in order:
            host = host_of(one.url)
            if of_site[host] < bounds.PROBE_PAGES and len(chosen) < bounds.PROBES:
                of_site[host] += 1
                chosen.append((one, names))
        self.left_out += len(order) - len(chosen)
        return tuple(chosen)

    def _found(self) -> dict[str, tuple[str, ...]]:
        """`{key of a page: names of its recorders}`, for pages that have any."""
        found: dict[str, dict[str, None]] = {}
        for parsed in self._recording.scripts.parsed:
            for name in self._in_script(parsed.event.hash):
                found.setdefault(parsed.page, {})[name] = None
        for sent in self._recording.network.sent:
            if name := at_address(sent.url):
                found.setdefault(sent.page, {})[name] = None
        return {key: tuple(sorted(names)) for key, names in found.items()}

    def _in_script(self, digest: str) -> tuple[str, ...]:
        source = self._recording.scripts.sources.get(digest, "")
        if source and digest not in self._known:
            self._known[digest] = in_code(source)
        return self._known.get(digest, ())

    async def _probe(
        self,
        context: BrowserContext,
        choosing: Choosing,
        page: Document,
        recorders: tuple[str, ...],
    ) -> None:
        self._progress.note(f"sees what session replay takes on {page.url.partition('?')[0]}")
        facts: dict[str, Facts] = {}
        end = end_mark()
        placed, reason = surfaces(recorders), "the page took longer than a probe may"
        tab = await opened(context, self._recording, facts)
        self._recording.documents.personas[tab.target.id] = choosing.persona.name
        probe = Probe(self._recording, tab, placed, end=end)
        try:
            async with asyncio.timeout(bounds.PROBE_TIMEOUT):
                reason = await tab.goto(page.url)
                if tab.document is not None and tab.document.committed and not tab.stuck:
                    await choosing.settle(tab, page.url)
                    reason = await probe.run(recorders)
        except TimeoutError:
            pass
        finally:
            await tab.leave()
            self._probed.append(
                _Probed(
                    page=page.key,
                    persona=choosing.persona.name,
                    recorders=recorders,
                    placed=tuple(probe.placed),
                    end=end,
                    reason=reason,
                )
            )


def _where(capture: Capture, kept: Callable[[str], bool]) -> Capture:
    """What happened on pages whose key is to be kept."""
    return replace(
        capture,
        pages=tuple(page for page in capture.pages if kept(page.key)),
        scripts=tuple(one for one in capture.scripts if kept(one.page)),
        sendings=tuple(one for one in capture.sendings if kept(one.page)),
        reads=tuple(one for one in capture.reads if kept(one.page)),
        kept=tuple(one for one in capture.kept if kept(one.page)),
        askings=tuple(one for one in capture.askings if kept(one.page)),
        wrapping=tuple(one for one in capture.wrapping if kept(one[0])),
    )


def _visit_of(capture: Capture, probed: _Probed, kept: Callable[[str], bool]) -> Capture:
    """A probe's visit, with the values of its surfaces instead of the run's."""
    visit = _where(capture, kept)
    values = (value for one in probed.placed for value in (one.mark, one.value))
    persona = probed.persona.partition(SUFFIX)[0]
    return replace(
        visit,
        pages=tuple(replace(page, persona=persona, consent=None) for page in visit.pages),
        sendings=tuple(one for one in visit.sendings if not one.self_test),
        values=(*values, probed.end),
        planted=(),
        failures=(),
        unseen=(),
    )
