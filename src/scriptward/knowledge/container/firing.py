"""Whether a tag may fire on a page, as far as its conditions hang on the page's address."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from scriptward.vocabulary.container import Condition, Container, Tag, Trigger

_LITERAL = re.compile(r"[\w/ |-]*\Z")
"""A pattern of plain words and `|` is read; any other is not run: it is somebody else's."""
_PARTS = frozenset({"page URL", "page host", "page path"})
_LONGEST_CHAIN = 20
_MASK = "["
"""Begins what stands for something masked: `[…]`, `[email]`; it may hide what is asked for."""
_Page = Mapping[str, tuple[str, ...]]
"""What a part of the address may be: a host with and without its `www.`, by a setting."""


def may_fire(container: Container, tag: Tag, url: str) -> bool:
    """Whether a tag may fire on the page of that address; True where it can't be told."""
    return _may_fire(container, tag, _address(url), _LONGEST_CHAIN)


def _may_fire(container: Container, tag: Tag, page: _Page, depth: int) -> bool:
    if tag.paused or depth <= 0:
        return False
    own = not tag.blocked and any(
        _may_apply(trigger, page) and not any(_kept(trigger, b, page) for b in tag.blockers)
        for trigger in tag.triggers
    )
    others = (container.tags[number] for number in tag.runs_with if number < len(container.tags))
    return own or any(_may_fire(container, other, page, depth - 1) for other in others)


def _may_apply(trigger: Trigger, page: _Page) -> bool:
    return all(_holds(c, page) is not False for c in trigger.when) and not any(
        _holds(c, page) is True for c in trigger.unless
    )


def _kept(trigger: Trigger, blocker: Trigger, page: _Page) -> bool:
    """Whether the blocker surely applies whenever the trigger does."""
    return all(c in trigger.when or _holds(c, page) is True for c in blocker.when) and all(
        c in trigger.unless or _holds(c, page) is False for c in blocker.unless
    )


def _holds(condition: Condition, page: _Page) -> bool | None:
    """Whether a condition holds on the page; None where its address doesn't tell."""
    if condition.test == "matches" and condition.value in {".*", "^.*$"}:
        return True
    if condition.subject not in _PARTS or "{{" in condition.value:
        return None
    texts, value = page[condition.subject], condition.value
    if condition.ignore_case:
        texts, value = tuple(map(str.lower, texts)), value.lower()
    answers = {_tested(condition.test, text, value) for text in texts}
    answer = answers.pop() if len(answers) == 1 else None
    hidden = answer is False and any(_MASK in text for text in texts)
    return None if hidden else answer


def _tested(test: str, text: str, value: str) -> bool | None:
    if test == "is":
        return text == value
    if test == "contains":
        return value in text
    if test == "starts with":
        return text.startswith(value)
    if test == "ends with":
        return text.endswith(value)
    if test == "matches":
        plain = value.replace("\\/", "/")
        if _LITERAL.match(plain):
            return any(word in text for word in plain.split("|"))
    return None


def _address(url: str) -> _Page:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return dict.fromkeys(_PARTS, (_MASK,))
    return {
        "page URL": (url.partition("#")[0],),
        "page host": tuple(dict.fromkeys((host, host.removeprefix("www.")))),
        "page path": (parts.path or "/",),
    }
