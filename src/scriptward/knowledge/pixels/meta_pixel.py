"""Meta Pixel: page views, clicks with their text, forms, page metadata, and matching data.

`udff[…]` are fields the visitor filled, `ud[…]` what the site supplied, both hashed.
Proof: captures of 28 April 2025 (tests/data/har); clicks, forms and matching from captures of
April to June 2023, described by others.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_ID = r"\d{6,20}"


@pixel(
    product="Meta Pixel",
    hosts=("facebook.com",),
    path=r"/tr(?:/|$)|/privacy_sandbox/pixel/register/trigger|/privacy_sandbox/topics/registration",
    loads=r"connect\.facebook\.net/signals/config/(?P<account>\d+)",
    signatures=(
        {"id": _ID, "ev": ".+", "dl": ".*", "ts": r"\d{13}"},
        {"id": _ID, "ev": ".+", "fbp": r"fb\..+"},
        {"id": _ID, ":path": "/privacy_sandbox/topics/registration"},
    ),
    account=("id",),
    event=("ev",),
    page_url=("dl",),
    title=("cd[pageFeatures].title", "cd[Meta].title", "cd[OpenGraph].og:title"),
    referrer=("rl",),
    default_event="topics",
    carries={
        DataKind.COOKIE_ID: ("fbp",),
        DataKind.CLICK_ID: ("fbc",),
        DataKind.USER_ID: ("ud[external_id]", "udff[external_id]"),
        DataKind.EMAIL: ("ud[em]", "udff[em]"),
        DataKind.PHONE: ("ud[ph]", "udff[ph]"),
        DataKind.NAME: ("ud[fn]", "ud[ln]", "udff[fn]", "udff[ln]"),
        DataKind.DOB: ("ud[db]", "udff[db]"),
        DataKind.ADDRESS: ("ud[ct]", "ud[st]", "udff[ct]", "udff[st]"),
        DataKind.ZIP: ("ud[zp]", "udff[zp]"),
        DataKind.BUTTON_TEXT: ("cd[buttonFeatures].innerText", "cd[buttonText]"),
        DataKind.FORM_FIELD_NAME: ("cd[formFeatures]*.name", "cd[formFeatures]*.placeholder"),
        DataKind.SEARCH_TERM: ("cd[search_string]",),
    },
    mirror="/privacy_sandbox/pixel/",
    same=("id", "ev", "ts", "eid"),
)
def meta_pixel(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag,)
