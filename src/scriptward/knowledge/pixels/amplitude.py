"""Amplitude: events with the page's address, the text of clicks, and user properties.

Proof: the vendor's own script (npm), run on the sample clinic; hosts unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_PAGE = "event_properties.[Amplitude] Page"


@pixel(
    product="Amplitude",
    hosts=("amplitude.com",),
    path=r"/(?:2/httpapi|batch|httpapi|identify|sessions/)?",
    loads=r"cdn\.amplitude\.com/(?:libs|script)/",
    signatures=(
        {"api_key": r"[0-9a-f]{32}|\w{8,64}", "event_type": ".+", "library": "amplitude.*"},
        {"api_key": r"[0-9a-f]{32}", "event_type": ".+", "device_id": ".+"},
        {"client": r"[0-9a-f]{32}", "event_type": ".+", "device_id": ".+"},
    ),
    account=("api_key", "client"),
    event=("event_type",),
    page_url=(f"{_PAGE} URL", f"{_PAGE} Location"),
    title=(f"{_PAGE} Title",),
    referrer=("event_properties.referrer",),
    default_event="replay",
    carries={
        DataKind.COOKIE_ID: ("device_id",),
        DataKind.USER_ID: ("user_id",),
        DataKind.EMAIL: ("user_properties.email", "user_properties.$set.email"),
        DataKind.BUTTON_TEXT: ("event_properties.[Amplitude] Element Text",),
        DataKind.FORM_FIELD_NAME: (
            "event_properties.[Amplitude] Form Name",
            "event_properties.[Amplitude] Form ID",
        ),
    },
)
def amplitude(wire: Wire) -> tuple[Bag, ...]:
    """The events of a request, in the newer and the older form."""
    return wire.each("events", "e")
