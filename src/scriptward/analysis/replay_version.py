"""Which version of a recorder is installed: as its requests say, else as its code does."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from scriptward.knowledge.inflating import inflated
from scriptward.knowledge.recorders import in_code, version_in
from scriptward.vocabulary.capture import RawScript, Sending

_HEAD = 4_000
_MOST_REQUESTS = 3


class Sends(Protocol):
    """Requests of one recorder."""

    sendings: list[Sending]


def version(name: str, streams: Iterable[Sends], scripts: Iterable[RawScript]) -> str:
    """The version, or nothing where neither tells."""
    sent = [sending for stream in streams for sending in stream.sendings[:_MOST_REQUESTS]]
    code = [one for one in scripts if name in in_code(one.source)]
    texts = (*_texts(sent), *(one.url for one in code), *(one.source for one in code))
    return version_in(name, texts)


def _texts(sendings: Iterable[Sending]) -> Iterator[str]:
    for sending in sendings:
        yield sending.request.url
        yield inflated(sending.request.body)[0][:_HEAD].decode("utf-8", errors="replace")
