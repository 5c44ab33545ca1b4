"""Every site of a recorder, scanned once, and one of them again with its masks off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.proof import decoding
from scriptward.app.scanning import Scanned, capture, judged
from scriptward.vocabulary.capture import Capture, ReplayProbe
from scriptward.vocabulary.replay import Replay
from scriptward.vocabulary.request import Request
from tests.replay.site import page, sites
from tests.vendors.server import Wire, served_by

RECORDED = (
    ("posthog", "default"),
    ("posthog", "strict"),
    ("sentry", "default"),
    ("sentry", "loose"),
    ("clarity", "default"),
    ("clarity", "strict"),
    ("rrweb", "default"),
    ("rrweb", "strict"),
    ("newrelic", "loose"),
)
PLAIN = "https://www.plain.test/visits"
CHANGING = "https://www.changing.test/visits"
HOSTILE = {
    "removes": "new MutationObserver(() => document.querySelector('[id$=block]')?.remove())"
    ".observe(document, {childList: true, subtree: true});",
    "leaves": "new MutationObserver(() => document.querySelector('[id$=block]') && "
    "(location.href = '/elsewhere')).observe(document, {childList: true, subtree: true});",
    "floods": "new MutationObserver(() => { for (let n = 0; n < 20; n++) "
    "fetch('/noise/' + n, {method: 'POST', body: document.body.outerHTML}); })"
    ".observe(document, {childList: true, subtree: true});",
    "forges": "Element.prototype.setAttribute = function () {}; history.pushState = () => {};"
    "document.createElement = () => { throw new Error('no'); };",
}
_SIGNS = "<script>/* rr_dataURL maskTextClass */ {code}</script>"
_RRWEB = '<script src="https://cdn.rrweb.test/page.js" data-mode="{mode}"></script>'


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One scan: what it saw, what it says, and what arrived."""

    capture: Capture
    scanned: Scanned
    arrived: Mapping[str, tuple[Request, ...]]
    """`{domain: requests}`."""

    def probe(self, url: str) -> ReplayProbe:
        """The only probe of a page."""
        keys = {one.key: one.url for one in self.capture.pages}
        (found,) = [one for one in self.capture.probes if keys[one.page] == url]
        return found

    def row(self, url: str) -> Replay:
        """What the report says of the only recorder of a page."""
        (found,) = [one for one in self.scanned.report.replay if one.page == url]
        return found


def hostile(name: str) -> str:
    """Address of a hostile page."""
    return f"https://www.{name}.test/visits"


def truth(probe: ReplayProbe, requests: tuple[Request, ...]) -> frozenset[str]:
    """Names of the values that arrived, by a decoder of another hand."""
    values = {one.value.name: one.value.text for one in probe.placed}
    raw = (b"\n".join([one.url.encode(), one.body]) for one in requests)
    return frozenset(hit.name for each in raw for hit in decoding.hits(each, values))


def _seen(wire: Wire, browser_path: Path, urls: Sequence[str], domains: Iterable[str] = ()) -> Seen:
    seen = capture(
        urls,
        browser=browser_path,
        browser_args=wire.browser_args,
        own_pages=True,
        allow_local=True,
        concurrency=3,
        replay_probe=True,
    )
    arrived = {domain: tuple(wire.arrived(domain)) for domain in domains}
    return Seen(capture=seen, scanned=judged(seen), arrived=arrived)


@pytest.fixture(scope="session")
def both(browser_path: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Seen, Seen]:
    """The scan of everything, and that of the site that took its masks off afterwards."""
    folder = tmp_path_factory.mktemp("replay")
    pages = {f"www.{name}.test/visits": _SIGNS.format(code=code) for name, code in HOSTILE.items()}
    pages |= {"www.plain.test/visits": "", "www.changing.test/visits": _RRWEB.format(mode="strict")}
    urls = [page(vendor, mode) for vendor, mode in RECORDED]
    urls += [PLAIN, CHANGING, *map(hostile, HOSTILE)]
    with served_by(sites(folder, pages), folder) as wire:
        domains = {*(vendor for vendor, _ in RECORDED)}
        first = _seen(wire, browser_path, urls, [f"{one}.test" for one in domains] + ["plain.test"])
        pages["www.changing.test/visits"] = _RRWEB.format(mode="default")
        return first, _seen(wire, browser_path, [CHANGING])


@pytest.fixture(scope="session")
def seen(both: tuple[Seen, Seen]) -> Seen:
    """The scan of everything."""
    return both[0]
