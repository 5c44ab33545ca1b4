"""Texts that stand glued to their keys, or without quotes, as a few vendors write them."""

import re
from collections.abc import Iterator

from scriptward.analysis.leaks.budget import Budget
from scriptward.analysis.leaks.layer import Layer

_ITEMS = re.compile(rb"(?<![^&\n])pr\d{1,3}=([^&\s]*+)")
_ITEM = re.compile(rb"~[a-z][a-z0-9]([^~]++(?:~(?![a-z][a-z0-9])[^~]*+)*+)")
_MAPS_TEXT = re.compile(rb"!\d{1,3}+s([^!&\"\x00-\x1f]++)")
_BEL = b"bel."
_BEL_STRING = re.compile(rb"'((?:[^,;\\]++|\\.)*+)", re.DOTALL)
_BEL_PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-=.: "
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


def items(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """The values of Google Analytics 4's items: `pr1=idSKU~nmVisit~v0value`, keys glued to them."""
    for match in _ITEMS.finditer(layer.data):
        if not budget.in_time():
            return
        for item in _ITEM.finditer(layer.data, *match.span(1)):
            start, end = item.span(1)
            yield layer.child(item[1], (), start=start, end=end, transparent=True)


def maps_texts(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """The texts of Google Maps' messages: `!1m2!1stext!2sother`, number and type glued to them."""
    for match in _MAPS_TEXT.finditer(layer.data):
        if not budget.step():
            return
        yield layer.child(match[1], (), start=match.start(1), end=match.end(1), transparent=True)


def bel_strings(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """The strings of New Relic's lines: they end at a comma or semicolon, and no quote does."""
    if not layer.data.startswith(_BEL):
        return
    for match in _BEL_STRING.finditer(layer.data):
        if not budget.step():
            return
        if match[1].translate(None, _BEL_PLAIN):
            text = _ESCAPED.sub(rb"\1", match[1])
            yield layer.child(text, (), start=match.start(1), end=match.end(1), transparent=True)
