"""Snap Pixel: events, and metadata of the page, many to one request.

A mark `FFF` stands before the hash of an e-mail address.
Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"


@pixel(
    product="Snap Pixel",
    hosts=("tr.snapchat.com", "tr6.snapchat.com"),
    path=r"/(?:p|cm/i|cm/s)(?:/|$)",
    loads=r"tr\.snapchat\.com/config/\w+/(?P<account>[\w-]+)\.js",
    signatures=(
        {"pid": _ID, "ev": r"[A-Z_0-9]+", "u_c1": ".+"},
        {"pid": _ID, "u_scsid": ".+", "u_sclid": ".*"},
        {"ctx.url": ".+", "ctx.v": ".+", "u_scsid": ".+"},
        {"ctx.url": ".+", "t.pid": _ID, "t.ev": ".+"},
    ),
    account=("t.pid", "pid", "*pids[0]"),
    event=("t.ev", "ev", "log.name"),
    page_url=("ctx.url", "pl"),
    title=("*.tagData.og:title", "*.tagData.title"),
    referrer=("ctx.ref", "rf"),
    default_event="metadata",
    carries={
        DataKind.COOKIE_ID: ("t.u_c1", "u_c1", "ctx.c1"),
        DataKind.CLICK_ID: ("ctx.ScCid", "u_click_id"),
        DataKind.EMAIL: ("t.u_hem", "u_hem"),
        DataKind.PHONE: ("t.u_hpn", "u_hpn"),
        DataKind.SEARCH_TERM: ("t.e_sstr", "e_sstr", "t.search_string"),
    },
    mirror=r"^tr6\.",
    same=("t.cdid",),
)
def snap_pixel(wire: Wire) -> tuple[Bag, ...]:
    """An event for each request of a batch."""
    return wire.each("req")
