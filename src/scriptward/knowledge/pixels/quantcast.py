"""Quantcast: page views with labels and the page's OpenGraph texts, in the path.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from urllib.parse import unquote

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Quantcast",
    hosts=("pixel.quantserve.com", "pixel.quantcount.com"),
    path=r"/pixel",
    signatures=(
        {"a": r"p-[\w-]{6,20}", "fpa": ".*", "url": ".*"},
        {"a": r"p-[\w-]{6,20}", "labels": ".*", "url": ".*"},
    ),
    account=("a",),
    event=("event", "labels"),
    page_url=("url",),
    title=("ogl.title",),
    referrer=("ref",),
    default_event="load",
    carries={
        DataKind.COOKIE_ID: ("fpa",),
        DataKind.USER_ID: ("uid", "uht_uid"),
        DataKind.EMAIL: ("uh", "em"),
    },
)
def quantcast(wire: Wire) -> tuple[Bag, ...]:
    """One event, with the pairs `name.value` of the OpenGraph list told apart."""
    bag = wire.bag
    graph = bag.first("ogl")
    for piece in graph.value.split(",", 100) if graph else ():
        name, dot, value = piece.partition(".")
        if graph and dot:
            bag = bag.called(f"ogl.{name}", unquote(value, errors="replace"), graph)
    return (bag,)
