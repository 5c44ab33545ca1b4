"""Sites of one session recorder each, with a page for every way it is set up."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import PIXEL, served, sharing
from tools import vendor_bundles

SDKS = Path(__file__).parent / "sdks"
CHECKOUT = Path(__file__).resolve().parents[2]
_MODULES = CHECKOUT / "node_modules"
_HTML = ("Content-Type", "text/html; charset=utf-8")
_JSON = ("Content-Type", "application/json")
_SCRIPT = ("Content-Type", "text/javascript; charset=utf-8")
_ANSWERS = {
    "in.posthog.test/flags/": '{"supportedCompression": ["gzip", "gzip-js"], "featureFlags": {}}',
    "in.posthog.test/array/": 'window._POSTHOG_REMOTE_CONFIG = {"phc_thornbury": {"config": '
    '{"supportedCompression": ["gzip", "gzip-js"], "sessionRecording": {"endpoint": "/s/", '
    '"version": "v2"}, "hasFeatureFlags": true}, "siteApps": []}}',
    "bam.newrelic.test/": '{"st": 1, "sr": 1, "srs": 1, "sts": 1, "err": 1, "ins": 1, "spa": 1, '
    '"loaded": 1, "log": 3, "app": {"agents": [{"entityGuid": "d2Ji"}], "nrServerTime": 1}}',
}
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Visits</title>
<link rel="icon" href="data:,">{scripts}</head><body><h1>Visits</h1>
<form><label>Note <input name="note"></label></form></body></html>"""


@dataclass(frozen=True, kw_only=True)
class Sites:
    """Pages `https://www.VENDOR-MODE.test/visits`, and everything their recorders ask for."""

    files: Mapping[str, Path]
    """`{vendor: bundle}`."""
    pages: Mapping[str, str]
    """`host/path` → what else of the page stands in its head."""

    def __call__(self, arrival: Arrival) -> Reply:
        """The answer to one request."""
        at, shared = arrival.host + arrival.path, sharing(arrival)
        if arrival.method == "OPTIONS":
            return Reply(status=204, headers=shared)
        if arrival.header("sec-fetch-dest") == "document":
            scripts = self.pages[at] if at in self.pages else _tag(arrival)
            return Reply(headers=(_HTML,), body=_PAGE.format(scripts=scripts).encode())
        name = arrival.host.split(".")[-2]
        if arrival.host == f"cdn.{name}.test" and name in self.files:
            return served(self.files[name])
        if arrival.path.endswith(("lazy-recorder.js", "posthog-recorder.js")):
            reply = served(_MODULES / "posthog-js" / "dist" / Path(arrival.path).name)
            return Reply(status=reply.status, headers=(*reply.headers, *shared), body=reply.body)
        if arrival.header("sec-fetch-dest") == "image":
            return Reply(headers=(("Content-Type", "image/gif"), *shared), body=PIXEL)
        text = next((said for start, said in _ANSWERS.items() if at.startswith(start)), "{}")
        kind = _SCRIPT if arrival.path.endswith(".js") else _JSON
        return Reply(headers=(kind, *shared), body=text.encode())


def page(vendor: str, mode: str) -> str:
    """Address of the page with a vendor's recorder, set up in one way."""
    return f"https://www.{vendor}-{mode}.test/visits"


def _tag(arrival: Arrival) -> str:
    vendor, _, mode = arrival.host.split(".")[1].partition("-")
    return f'<script src="https://cdn.{vendor}.test/page.js" data-mode="{mode}"></script>'


def sites(folder: Path, pages: Mapping[str, str]) -> Sites:
    """The sites, with every vendor's script bundled into `folder`."""
    options = {
        "entryPoints": sorted(map(str, SDKS.glob("*.js"))),
        "outdir": str(folder),
        "bundle": True,
        "minify": True,
        "format": "iife",
        "charset": "utf8",
        "legalComments": "none",
        "define": {"process.env.NODE_ENV": '"production"', "global": "window"},
        "logLevel": "error",
    }
    vendor_bundles.built([options])
    return Sites(files={path.stem: folder / path.name for path in SDKS.glob("*.js")}, pages=pages)
