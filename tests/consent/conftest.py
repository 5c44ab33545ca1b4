"""A server of many sites, and scans of them as several visitors."""

from collections.abc import Callable

import pytest

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import PIXEL, sharing
from scriptward.app.scanning import Scanned, scan
from tests.consent.banners import FRAMED
from tests.vendors.server import served_by
from tools import consent_build
from tools.sensor_build import ASSETS

HTML = ("Content-Type", "text/html; charset=utf-8")
JAVASCRIPT = ("Content-Type", "text/javascript")
Visiting = Callable[..., Scanned]


@pytest.fixture(scope="session", autouse=True)
def built():
    """What drives banners, as set-up builds it."""
    if not (ASSETS / consent_build.SCRIPT).exists():
        assert consent_build.main() == 0


@pytest.fixture(scope="session")
def visiting(browser_path, tmp_path_factory) -> Visiting:
    """Scan pages given as `{address without scheme: text}` as the named personas."""

    def run(pages: dict[str, str], *personas: str, **options) -> Scanned:
        def site(arrival: Arrival) -> Reply:
            text = pages.get(arrival.host + arrival.path)
            if arrival.host == "cmp.messages.test":
                text = FRAMED
            if text is None:
                return Reply(headers=(("Content-Type", "image/gif"), *sharing(arrival)), body=PIXEL)
            kind = JAVASCRIPT if arrival.path.endswith(".js") else HTML
            return Reply(headers=(kind,), body=text.encode())

        visited = options.pop("visited", [f"https://{at}" for at in pages])
        with served_by(site, tmp_path_factory.mktemp("wire")) as wire:
            return scan(
                visited,
                personas=personas,
                browser=browser_path,
                browser_args=wire.browser_args,
                own_pages=True,
                allow_local=True,
                **options,
            )

    return run
