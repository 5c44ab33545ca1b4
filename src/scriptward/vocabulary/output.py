"""The shape of an output: one file format a report is written in."""

from collections.abc import Callable
from dataclasses import dataclass

from scriptward.vocabulary.report import Report


@dataclass(frozen=True, kw_only=True)
class Output:
    """A format, found in the room `outputs` by being there."""

    name: str
    """The word after `--format`."""
    filename: str
    """Its file in the run folder."""
    media_type: str
    render: Callable[[Report], bytes]


def output(*, filename: str, media_type: str) -> Callable[[Callable[[Report], bytes]], Output]:
    """Make an `Output` of a function from report to bytes; its name is the function's."""

    def make(render: Callable[[Report], bytes]) -> Output:
        return Output(name=render.__name__, filename=filename, media_type=media_type, render=render)

    return make
