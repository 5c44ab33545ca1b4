"""Data in the labels of a host name: chunks below the registered domain, put together again."""

import base64
from collections.abc import Iterable, Iterator
from itertools import product

from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.text import is_plain
from scriptward.lib.domains import registrable
from scriptward.vocabulary.words import Where

_FEWEST_DOTS = 3
_SHORTEST = 12
"""Characters under which labels hold no encoded value."""


def chunks(layers: Iterable[Layer]) -> Iterator[Layer]:
    """The labels below the registered domain without their dots.

    Also without the first or the last one, which may be a number or a name of the receiver's own.
    """
    for layer in layers:
        if layer.where is Where.HOST and layer.data.count(b".") >= _FEWEST_DOTS:
            for joined in dict.fromkeys(_joined(below(layer.data))):
                yield Layer(data=joined, where=layer.where, label=layer.label)


def below(host: bytes) -> list[bytes]:
    """Labels below the registered domain, leftmost first."""
    name = host.rpartition(b"@")[2].partition(b":")[0]
    domain = registrable(name.decode("ascii", errors="replace").lower())
    return [label for label in name[: len(name) - len(domain)].split(b".") if label]


def decoded(label: bytes) -> bytes:
    """What a label says in hex or base32, where that is text; the label itself otherwise."""
    text = label.decode("ascii", errors="replace").upper()
    for decode in (base64.b16decode, base64.b32decode):
        padding = "=" * (-len(text) % 8) if decode is base64.b32decode else ""
        try:
            data = decode(text + padding)
        except ValueError:
            continue
        if data and is_plain(data):
            return data
    return label


def _joined(labels: list[bytes]) -> Iterator[bytes]:
    for first, last in product((0, 1), (0, 1)):
        chosen = labels[first : len(labels) - last]
        joined = b"".join(chosen)
        if len(chosen) > 1 and len(joined) >= _SHORTEST:
            yield joined
