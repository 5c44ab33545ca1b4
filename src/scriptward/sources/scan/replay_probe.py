"""One replay probe: puts surfaces into the page a tab shows and uses them as a person does."""

import asyncio
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

import msgspec
from playwright.async_api import Error as PlaywrightError

from scriptward.knowledge.recorders import room
from scriptward.sources.scan import bounds, own_world, replay_block
from scriptward.sources.scan.cdp import RefusedError
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.steps import typed
from scriptward.sources.scan.tab import Tab
from scriptward.vocabulary.capture import Placed, Value
from scriptward.vocabulary.replay import TYPED, Surface

_FIELD_TIME = 5000.0
_MOST_FAILED = 3
"""Surfaces in a row that can't be used, after which the page is taken to have none left."""
_TURN = 0.1
_TAKEN_UP = 0.5
"""Seconds in which a recorder has taken up what was put in last."""
_BATCHES = frozenset({"POST", "PUT", "CONNECT"})
_TICKED = frozenset({Surface.RADIO_VALUE, Surface.CHECKBOX_VALUE})
_LABELLED = frozenset({Surface.RADIO_LABEL, Surface.CHECKBOX_LABEL})
_CHOSEN = frozenset({Surface.OPTION_VALUE, Surface.OPTION_TEXT})
_OF_PAGE = frozenset({Surface.PAGE_TITLE, Surface.URL_QUERY})
_CLICKED = frozenset({Surface.CLICKED_TEXT, Surface.CLICKED_ARIA_LABEL})
_KINDS = {Surface.INPUT_NUMBER: "number", Surface.INPUT_DATE: "date"}


class Probe:
    """The surfaces of one page, as they are used."""

    def __init__(
        self, recording: Recording, tab: Tab, placed: Iterable[Placed], *, end: Value
    ) -> None:
        """`end`: the place that is put in last."""
        self._recording, self._tab, self._end = recording, tab, end
        self.placed = [replace(one, done=False) for one in placed]

    async def run(self, recorders: Iterable[str]) -> str:
        """Place, use, wait for the recorders; gives why it did not come to its end, or nothing."""
        try:
            await self._build()
        except RefusedError:
            return "the surfaces could not be put into the page"
        await self._tab.settle()
        reason = await self._use()
        try:
            await self._set_by_script()
            await self._submit()
            standing = await self._standing()
            await self._said(replay_block.END, self._end.text)
        except RefusedError:
            return reason or "the page took the surfaces away or did not answer any more"
        self.placed = [
            replace(one, done=one.done and (one.surface in _OF_PAGE or one.mark.text in standing))
            for one in self.placed
        ]
        await self._recorded(recorders)
        return reason

    async def _build(self) -> None:
        items = [[p.surface, p.mark.text, p.value.text, p.marking] for p in self.placed]
        await self._said(replay_block.BUILD, items, self._end.text)
        self._done(one for one in self.placed if not self._is_used(one))

    async def _use(self) -> str:
        failed = 0
        for one in tuple(filter(self._is_used, self.placed)):
            if failed >= _MOST_FAILED or self._tab.stuck:
                return "the page took the surfaces away or let nobody use them"
            try:
                await self._used(one)
            except PlaywrightError:
                failed += 1
                continue
            failed = 0
            self._done([one])
        await self._tab.settle(bounds.QUIET_AFTER_FIELD)
        return ""

    @staticmethod
    def _is_used(one: Placed) -> bool:
        used = TYPED | _TICKED | _LABELLED | _CHOSEN | _CLICKED | {Surface.MARKED_INPUT}
        return one.surface in used

    async def _used(self, one: Placed) -> None:
        place = self._tab.page.locator(f"#{one.mark.text}")
        if one.surface in TYPED | {Surface.MARKED_INPUT}:
            field = place.locator("input,textarea,[contenteditable]").first
            kind = _KINDS.get(one.surface, "")
            await typed(field, one.value.text, kind, within=_FIELD_TIME)
            await field.blur(timeout=_FIELD_TIME)
        elif one.surface in _TICKED | _LABELLED:
            await place.locator("input").first.check(timeout=_FIELD_TIME)
        elif one.surface in _CHOSEN:
            await place.locator("select").first.select_option(index=1, timeout=_FIELD_TIME)
        else:
            await place.locator("button").first.click(timeout=_FIELD_TIME)

    async def _set_by_script(self) -> None:
        """What scripts of the page would do: set a value, text, the title and the address."""
        by = {one.surface: one for one in self.placed}
        field, title = by[Surface.VALUE_SET_BY_SCRIPT], by[Surface.PAGE_TITLE]
        query, changed = by[Surface.URL_QUERY], by[Surface.TEXT_CHANGED]
        await self._said(replay_block.CHANGE, changed.mark.text, changed.value.text)
        texts = [text for p in (field, title, query) for text in (p.mark.text, p.value.text)]
        await self._in_page(replay_block.IN_PAGE, *texts)

    async def _submit(self) -> None:
        form = next(one for one in self.placed if one.surface is Surface.SUBMITTED)
        try:
            button = self._tab.page.locator(f"#{form.mark.text} button").first
            await button.click(timeout=_FIELD_TIME)
        except PlaywrightError:
            self.placed = [replace(p, done=p.done and p is not form) for p in self.placed]

    async def _standing(self) -> frozenset[str]:
        marks = [one.mark.text for one in self.placed]
        answer = await self._said(replay_block.STANDING, marks)
        try:
            return frozenset(msgspec.json.decode(answer, type=list[str]))
        except msgspec.MsgspecError as error:
            raise RefusedError("the page could not be read") from error

    async def _recorded(self, recorders: Iterable[str]) -> None:
        """Wait until each recorder has sent once more; no longer than a probe may."""
        paths = [re.compile(room()[name].path) for name in recorders if name in room()]
        clock = asyncio.get_running_loop().time
        begin, before = clock(), 0
        while clock() < begin + bounds.PROBE_RECORDING and not self._tab.target.crashed:
            if clock() < begin + _TAKEN_UP:
                before = len(self._recording.network.sent)
            later = [
                _places(sent.url)
                for sent in self._recording.network.sent[before:]
                if sent.method in _BATCHES and sent.page == self._tab.target.page
            ]
            if paths and all(any(path.search(p) for one in later for p in one) for path in paths):
                break
            await asyncio.sleep(_TURN)

    def _done(self, ones: Iterable[Placed]) -> None:
        marks = {one.mark.text for one in ones}
        self.placed = [replace(p, done=p.done or p.mark.text in marks) for p in self.placed]

    async def _said(self, function: str, *arguments: object) -> bytes:
        """What a function gives, called in a world of our own. Raises RefusedError."""
        connection = self._recording.connection
        if connection is None:
            raise RefusedError("the browser is gone")
        target = self._tab.target
        return await own_world.said(connection, target, target.id, _call(function, arguments))

    async def _in_page(self, function: str, *arguments: object) -> None:
        connection = self._recording.connection
        if connection is None:
            raise RefusedError("the browser is gone")
        await connection.call(
            "Runtime.evaluate",
            {
                "expression": _call(function, arguments),
                "returnByValue": True,
                "timeout": bounds.CALL_TIMEOUT * 1000,
            },
            session=self._tab.target.session,
            answer=msgspec.Raw,
        )


def _places(url: str) -> tuple[str, str]:
    """The path, and the one that a proxy is to send it on to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.path, unquote(parts.query).partition("?")[0]


def _call(function: str, arguments: Iterable[object]) -> str:
    return f"({function.strip()})({', '.join(map(json.dumps, arguments))})"
