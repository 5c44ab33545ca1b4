"""What a person did, as steps; what they typed is kept only to keep it out of the steps."""

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from playwright.async_api import BrowserContext, Page
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.journey import Action
from scriptward.sources.scan.forms import Field

_MOST = 2_000
"""Steps of one recording."""
_LONGEST = 500
"""Characters of a selector or address."""
_ASK = 2_000.0
"""Milliseconds to ask a field what it is; it may be gone."""
_KEYS = frozenset(
    {
        *("Enter", "Tab", "Escape", "Home", "End", "PageUp", "PageDown"),
        *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"),
    }
)
"""Keys that type nothing."""
_CLICKS = frozenset({"click", "check", "uncheck"})
_NAMED = re.compile(r'internal:(?:role=\w+\[name=|label=)"((?:[^"\\]|\\.)*)"')
_WORDS = re.compile(r"[^\W_]+")
_PUBLIC = (
    (re.compile(r"internal:role="), "role="),
    (re.compile(r'internal:attr=\[([\w-]+)=("(?:[^"\\]|\\.)*")i\]'), r"[\1=\2 i]"),
    (re.compile(r'internal:(?:testid|attr)=\[([\w-]+)=("(?:[^"\\]|\\.)*")s\]'), r"[\1=\2]"),
)
"""Playwright's own names of what it offers under public ones as well."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Did:
    """One step of a recording."""

    action: Action | None
    """None for what a journey can't say; `remark` says what it was."""
    selector: str = ""
    value: str = ""
    """Name of the canary, the option, the key or the address."""
    remark: str = ""


@dataclass(eq=False, kw_only=True, slots=True)
class _Event:
    """One event of the recorder."""

    name: str
    selector: str = ""
    typed: list[str] = field(default_factory=list, repr=False)
    """Every text that stood in the field."""
    value: str = field(default="", repr=False)
    """Option, key or address."""
    attributes: dict[str, str] = field(default_factory=dict)
    elsewhere: bool = False
    """In another window than the first."""
    echo: bool = False
    """The browser did it: Enter presses a form's button."""


class Actions:
    """Takes the recorder's events, in the order of what a person did."""

    def __init__(self, context: BrowserContext, say: Callable[[str], None]) -> None:
        """`say`: told each step, without what was typed."""
        self._context, self._say = context, say
        self._events: list[_Event] = []
        self._first: Page | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def action_added(self, page: object, data: Mapping[str, object], code: object = "") -> None:  # noqa: ARG002  # the recorder's call
        """A new action. `data`: `name`, and as it needs `selector`, `text`, `options`, `key`."""
        event = _event(data)
        window = next((one for one in self._context.pages if one._impl_obj is page), None)  # noqa: SLF001  # the recorder knows no other name
        self._first = self._first or window
        if len(self._events) >= _MOST:
            return
        event.elsewhere = window is not self._first
        self._events.append(event)
        if event.name == "fill" and window is not None:
            task = asyncio.create_task(_ask(window, event))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if event.name not in {"openPage", "closePage", "navigate"} and not event.echo:
            unsaid = self._typed().stand_in(event.selector)
            self._say(f"{event.name} {'…' if unsaid else public(event.selector)}")

    def action_updated(self, page: object, data: Mapping[str, object], code: object = "") -> None:  # noqa: ARG002  # the recorder's call
        """The last action goes on: one more character of a field."""
        event = _event(data)
        if self._events and self._events[-1].name == event.name == "fill":
            self._events[-1].typed += event.typed

    async def settle(self) -> None:
        """Wait for what fields were asked."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=_ASK / 1000)

    def steps(self) -> tuple[Did, ...]:
        """The steps so far, none of which holds what was typed."""
        typed = self._typed()
        kept = [event for event in self._events if not event.echo]
        steps: list[Did] = []
        for event, after in zip_longest(kept, kept[1:]):
            if after is not None and _leads_to(event, after):
                continue
            steps += self._step(event, typed)
        return tuple(steps)

    def _typed(self) -> "_Typed":
        return _Typed(text for event in self._events for text in _whole(event.typed))

    def _step(self, event: _Event, typed: "_Typed") -> Iterator[Did]:
        if event.name in {"openPage", "closePage"} or event.name.startswith("assert"):
            return
        did = _did(event)
        if event.elsewhere:
            yield Did(action=None, remark=f"a {event.name} in another window was left out")
        elif did is None:
            yield Did(action=None, remark=f"“{event.name}” was left out: a journey can't do it")
        elif typed.stand_in(did.selector) or (
            did.action is not Action.FILL and typed.stand_in(did.value)
        ):
            yield Did(
                action=None,
                remark=f"a {event.name} was left out: what it is called by was typed before",
            )
        elif did.action is not Action.GOTO or did.value:
            yield did


class _Typed:
    """What was typed, to be found in other texts by whole words."""

    def __init__(self, texts: Iterator[str]) -> None:
        wordy = (tuple(_words(text)) for text in texts)
        self._texts = {words for words in wordy if len("".join(words)) > 1}

    def stand_in(self, text: str) -> bool:
        """Whether a text holds something that was typed."""
        words = tuple(_words(text))
        return any(words[i : i + len(one)] == one for one in self._texts for i in range(len(words)))


def public(selector: str) -> str:
    """A selector as people write it, where there is such a way."""
    for pattern, written in _PUBLIC:
        selector = pattern.sub(written, selector)
    return selector


def _event(data: Mapping[str, object]) -> _Event:
    name, options = str(data.get("name", "")), data.get("options")
    value = str(data.get("url" if name == "navigate" else "key", ""))
    if name == "select" and isinstance(options, list) and options:
        value = str(options[0])
    return _Event(
        name=name,
        selector=str(data.get("selector", ""))[:_LONGEST],
        typed=[str(data["text"])] if name == "fill" and data.get("text") else [],
        value=value[:_LONGEST],
        echo=name == "click" and data.get("clickCount") == 0,
    )


def _did(event: _Event) -> Did | None:
    selector = public(event.selector)
    if event.name in _CLICKS and selector:
        return Did(action=Action.CLICK, selector=selector)
    if event.name == "fill" and selector:
        return Did(action=Action.FILL, selector=selector, value=_canary(event))
    if event.name == "select" and event.value:
        return Did(action=Action.SELECT, selector=selector, value=event.value)
    if event.name == "press" and event.value in _KEYS:
        return Did(action=Action.PRESS, selector=selector, value=event.value)
    if event.name == "navigate":
        usable = event.value.startswith(("http://", "https://"))
        return Did(action=Action.GOTO, value=event.value if usable else "")
    return None


def _leads_to(event: _Event, after: _Event) -> bool:
    """Whether an event only prepares the next one: a click into the field that is then filled."""
    same = event.selector == after.selector and event.elsewhere == after.elsewhere
    into = event.name == "click" and after.name in {"fill", "select"}
    again = event.name == after.name == "fill"
    return same and (into or again)


def _canary(event: _Event) -> str:
    """Name of the canary for a field, by what the field is."""
    known = event.attributes
    label = _NAMED.findall(event.selector)
    name = re.sub(r"[^\w-]", "_", known.get("name") or known.get("id") or "")[:40]
    field_ = Field(
        selector=event.selector,
        tag="input",
        type=known.get("type", "text").lower(),
        name=name,
        autocomplete=known.get("autocomplete", ""),
        label=label[-1] if label else known.get("aria-label") or known.get("placeholder", ""),
    )
    return field_.canary()


def _whole(texts: list[str]) -> Iterator[str]:
    """What stood in a field, without what was only on the way to it."""
    for text, after in pairwise((*texts, "")):
        if not after.startswith(text):
            yield text


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORDS.findall(text))


async def _ask(page: Page, event: _Event) -> None:
    """What a field is, by its attributes."""
    locator = page.locator(event.selector).first
    for name in ("type", "name", "id", "autocomplete", "aria-label", "placeholder"):
        try:
            value = await locator.get_attribute(name, timeout=_ASK)
        except PlaywrightError:
            return
        event.attributes[name] = (value or "")[:80]
