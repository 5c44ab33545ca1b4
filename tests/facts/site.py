"""A clinic whose pages have one script each: such as ask for fingerprints, keep ids, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import served, sharing
from tools import vendor_bundles

HOST = "www.willow.test"
METRICS = "metrics.willow.test"
"""A host of the site's own that a vendor answers."""
BEHIND = "clinic.sc.omtrdc.net"
"""A host of that vendor's, which stands in the certificate as well."""
SCRIPTS = Path(__file__).parent / "scripts"
NAMES = tuple(sorted(path.stem for path in SCRIPTS.glob("*.js")))
_HTML = ("Content-Type", "text/html; charset=utf-8")
_YEAR = 365 * 24 * 3600
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Visits</title>
<link rel="icon" href="data:,"></head><body><h1>Visits</h1>
<script src="https://cdn.{name}.test/{name}.js"></script></body></html>"""


def page(name: str) -> str:
    """Address of the page with that script."""
    return f"https://{HOST}/{name}"


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """Answers for the clinic and for every vendor's hosts."""

    files: Mapping[str, Path]
    """`{name: bundle}`"""

    def __call__(self, arrival: Arrival) -> Reply:
        """The answer to one request."""
        name = Path(arrival.path).stem
        if arrival.host == HOST:
            own = ("Set-Cookie", "visit_language=en; Path=/; HttpOnly")
            return Reply(headers=(_HTML, own), body=_PAGE.format(name=name).encode())
        kept = f"vendor_uid=4711; Domain={arrival.host}; Max-Age={_YEAR}; Secure; SameSite=None"
        cookies = (("Set-Cookie", kept), ("Set-Cookie", "old=; Max-Age=0"))
        if arrival.path.endswith(".js"):
            reply = served(self.files[name])
            return Reply(status=reply.status, headers=(*reply.headers, *cookies), body=reply.body)
        return Reply(status=204, headers=(*sharing(arrival), *cookies))


def clinic(folder: Path) -> Clinic:
    """The clinic, with every script bundled into `folder`."""
    files = {name: folder / f"{name}.js" for name in NAMES}
    options = [
        {
            "entryPoints": [str(SCRIPTS / f"{name}.js")],
            "outfile": str(file),
            "bundle": True,
            "minify": True,
            "format": "iife",
            "legalComments": "none",
            "logLevel": "error",
        }
        for name, file in files.items()
    ]
    vendor_bundles.built(options)
    return Clinic(files=files)
