"""Google Tag Manager and gtag: the loading of a container, which says whose tags may run.

Served by a site's own host as well; the container's id tells it.
Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire


@pixel(
    product="Google Tag Manager",
    hosts=("googletagmanager.com",),
    path=r"/(?:gtm\.js|gtag/(?:js|destination)|ns\.html|a$|td$)",
    signatures=(
        {"id": r"GTM-[A-Z0-9]{4,10}", "v": None},
        {"id": r"G-[A-Z0-9]{10}|AW-\d{9,11}|DC-\d{6,10}|GT-[A-Z0-9]{6,9}", "v": None},
    ),
    account=("id",),
    default_event="load",
)
def google_tag_manager(wire: Wire) -> tuple[Bag, ...]:
    """The loading."""
    return (wire.bag,)
