"""Microsoft Clarity: session replay and heat maps.

Uploads are an envelope, analytics and the page's content; captures often lose the body.
Proof: hosts from captures of 28 April 2025 (tests/data/har); the envelope from the vendor's own
script (npm), run on the sample clinic.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Microsoft Clarity",
    hosts=("clarity.ms", "c.bing.com"),
    path=r"/collect|/c\.gif",
    loads=r"www\.clarity\.ms/tag/(?P<account>\w+)",
    signatures=(
        {"e[0]": r"\d+\.\d+\.\d+\S*", "e[4]": r"\w{4,40}", "e[5]": r"\w{4,40}"},
        {"CtsSyncId": ".+", "RedC": ".+"},
        {"CtsSyncId": ".+", "MUID": ".+"},
    ),
    account=("e[4]",),
    event=("kind",),
    page_url=("e[11]",),
    carries={DataKind.COOKIE_ID: ("e[5]", "MUID", "MXFR")},
    default_event="collect",
)
def microsoft_clarity(wire: Wire) -> tuple[Bag, ...]:
    """One upload."""
    return (wire.bag + wire.part("kind", r"/(collect|c\.gif)$"),)
