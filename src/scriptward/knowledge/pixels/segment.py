"""Segment: page views, events and traits, which it passes on to other vendors.

Proof: the vendor's own script (npm), run on the sample clinic; hosts unverified.
"""

import base64
import binascii

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_TYPE = "page|track|identify|group|alias|screen"
_NOT_RUDDER = {"context.app.namespace": None, "channel": None}


@pixel(
    product="Segment",
    hosts=("api.segment.io", "api.segment.com", "segmentapis.com"),
    path=r"/v\d/",
    loads=r"cdn\.segment\.com/(?:analytics\.js/v1|v1/projects)/(?P<account>\w+)/",
    signatures=(
        {"writeKey": ".+", "type": _TYPE, "messageId": ".+", **_NOT_RUDDER},
        {"writeKey": ".+", "messageId": ".+", "anonymousId": ".+", **_NOT_RUDDER},
    ),
    account=("writeKey", "key"),
    event=("event", "type"),
    page_url=("context.page.url", "properties.url"),
    title=("context.page.title", "properties.title"),
    referrer=("context.page.referrer", "properties.referrer"),
    default_event="batch",
    carries={
        DataKind.COOKIE_ID: ("anonymousId",),
        DataKind.USER_ID: ("userId",),
        DataKind.EMAIL: ("traits.email", "context.traits.email", "properties.email"),
        DataKind.PHONE: ("traits.phone", "context.traits.phone"),
        DataKind.NAME: ("traits.name", "traits.firstName", "traits.lastName"),
        DataKind.SEARCH_TERM: ("properties.query",),
    },
)
def segment(wire: Wire) -> tuple[Bag, ...]:
    """The events of a batch, or one; the write key may stand in the header."""
    header = wire.bag.first("header:authorization")
    key = _key(header.value) if header else ""
    return tuple(b.called("key", key, header) if header else b for b in wire.each("batch"))


def _key(authorization: str) -> str:
    """The name in a Basic authorization (RFC 7617)."""
    packed = authorization.partition(" ")[2][:300]
    try:
        return base64.b64decode(packed).decode("utf-8", "replace").partition(":")[0]
    except (binascii.Error, ValueError):
        return ""
