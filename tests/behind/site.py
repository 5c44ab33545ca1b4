"""A clinic that serves vendors' SDKs and takes their requests on its own host and paths."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import PIXEL, served
from tests.lab.parts import LAB
from tools import vendor_bundles

HOST = "www.willow.test"
SDKS = ("amplitude", "clarity", "mixpanel", "posthog", "rudder", "segment", "snowplow")
MONITORS = ("bugsnag", "datadog", "newrelic", "rollbar", "sentry")
_HTML = ("Content-Type", "text/html; charset=utf-8")
_ANSWERS = {
    "/v1/projects/": '{"integrations": {"Segment.io": {"unbundledIntegrations": []}}, '
    '"plan": {"track": {"__default": {"enabled": true}}}, "remotePlugins": []}',
    "/sourceConfig": '{"source": {"id": "l", "name": "l", "writeKey": "labRudder", '
    '"enabled": true, "workspaceId": "l", "config": {"statsCollection": {"errors": '
    '{"enabled": false}, "metrics": {"enabled": false}}}, "destinations": [], "dataplanes": {}}, '
    '"updatedAt": "2026-01-01T00:00:00Z"}',
}
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Visits</title><link rel="icon" href="data:,"><script src="{src}"></script></head>
<body><h1>Visits</h1><button type="button">Ask for a visit</button>
<script>
setTimeout(() => {{ document.querySelector("button").click(); }}, 300);
setTimeout(() => {{ throw new Error("a visit is gone"); }}, 600);
</script></body></html>"""


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """Pages `/visits/N`, scripts `/files/N.js`, and what goes to `/gate/N/…`."""

    files: Mapping[str, Path]
    """`{vendor: bundle}`; its number is its place."""

    def page(self, vendor: str) -> str:
        """Address of the page with that vendor's script."""
        return f"https://{HOST}/visits/{self._number(vendor)}"

    def script(self, vendor: str) -> str:
        """Address of the script."""
        return f"https://{HOST}/files/{self._number(vendor)}.js"

    def gate(self, vendor: str) -> str:
        """Beginning of where the script sends."""
        return f"https://{HOST}/gate/{self._number(vendor)}/"

    def __call__(self, arrival: Arrival) -> Reply:
        """The answer to one request."""
        _, kind, rest = arrival.path.split("/", 2)
        if kind == "visits":
            return Reply(headers=(_HTML,), body=_PAGE.format(src=f"/files/{rest}.js").encode())
        if kind == "files":
            return served(list(self.files.values())[int(rest.removesuffix(".js"))])
        if arrival.header("sec-fetch-dest") == "image":
            return Reply(headers=(("Content-Type", "image/gif"),), body=PIXEL)
        path = "/" + rest.partition("/")[2]
        text = next((said for start, said in _ANSWERS.items() if path.startswith(start)), "{}")
        return Reply(headers=(("Content-Type", "application/json"),), body=text.encode())

    def _number(self, vendor: str) -> int:
        return list(self.files).index(vendor)


def clinic(folder: Path) -> Clinic:
    """The clinic, with every vendor's script bundled into `folder` for its own gate."""
    vendors = (*SDKS, *MONITORS)
    files = {vendor: folder / f"{number}.js" for number, vendor in enumerate(vendors)}
    options = [
        {
            "entryPoints": [str(_source(vendor))],
            "outfile": str(file),
            "bundle": True,
            "minify": True,
            "format": "iife",
            "charset": "utf8",
            "legalComments": "none",
            "define": {
                "COLLECTOR": json.dumps(f"{HOST}/gate/{number}"),
                "FILES": json.dumps(f"{HOST}/files/{number}"),
                "process.env.NODE_ENV": '"production"',
                "global": "window",
            },
            "logLevel": "error",
        }
        for number, (vendor, file) in enumerate(files.items())
    ]
    vendor_bundles.built(options)
    return Clinic(files=files)


def _source(vendor: str) -> Path:
    return LAB / ("sdks" if vendor in SDKS else "wrappers") / f"{vendor}.js"
