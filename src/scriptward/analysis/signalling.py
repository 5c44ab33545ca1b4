"""Every signal of a script's text, one after another."""

from collections.abc import Iterator
from itertools import islice

from scriptward.analysis import signals
from scriptward.analysis.code import Code
from scriptward.analysis.signal import Place, Signal, SignalSeen
from scriptward.lib.found import found
from scriptward.lib.plain import cut, plain

_MOST = 1_000
"""Places of one signal that are counted."""
_SHOWN = 3
_EXCERPT = 80


def signals_of(code: Code) -> Iterator[SignalSeen]:
    """The signals it has, by name, each as soon as it is known."""
    for one in found(signals, Signal).values():
        at = sorted(set(islice(one.find(code), _MOST)))
        if at:
            yield SignalSeen(
                signal=one.name,
                says=one.says,
                severity=one.severity,
                count=len(at),
                places=tuple(place(code.source, offset) for offset in at[:_SHOWN]),
            )


def place(source: bytes, offset: int) -> Place:
    """Line, column and the code at a byte of a text."""
    begins = source.rfind(b"\n", 0, offset) + 1
    before = source[begins:offset].decode("utf-8", "replace")
    code = source[offset : offset + 4 * _EXCERPT].decode("utf-8", "replace")
    return Place(
        line=source.count(b"\n", 0, offset) + 1,
        column=len(before) + 1,
        excerpt=cut(plain(" ".join(code.split())), _EXCERPT),
    )
