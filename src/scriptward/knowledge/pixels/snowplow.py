"""Snowplow: page views and events, always to a collector of the customer.

Proof: the vendor's own script (npm), run on the sample clinic; hosts unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Snowplow",
    hosts=("collector.snplow.net",),
    path=r"/com\.snowplowanalytics\.snowplow/|/i(?:\?|$)",
    signatures=({"e": r"\w{2,3}", "p": r"\w{2,5}", "tv": "js-.+", "aid": ".*"},),
    account=("aid",),
    event=("ue_px.data.schema", "ue_pr.data.schema", "se_ac", "e"),
    page_url=("url",),
    title=("page",),
    referrer=("refr",),
    carries={
        DataKind.COOKIE_ID: ("duid", "nuid"),
        DataKind.USER_ID: ("uid",),
        DataKind.BUTTON_TEXT: ("ue_px*.content", "ue_pr*.content"),
    },
)
def snowplow(wire: Wire) -> tuple[Bag, ...]:
    """The events of a request."""
    return wire.each("data")
