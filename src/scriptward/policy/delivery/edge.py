"""A CDN's edge: a Cloudflare Worker (module, HTMLRewriter) and a plain Service-Worker function.

Source: https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/ and the Service
Workers specification (fetch event), which other edge runtimes follow.
"""

import json
from pathlib import Path

from scriptward.policy.delivering import Delivered, delivery

TEMPLATES = Path(__file__).parent / "templates"
FILES = ("worker.mjs", "edge.js")
_MARK = "/* DELIVERED */ {}"
_COMMON = "/* COMMON */"


@delivery
def edge(site: Delivered) -> dict[str, str]:
    """Both files; each holds headers and guard, and needs nothing beside it."""
    delivered = json.dumps(
        {
            "site": site.site,
            "headers": [[name.lower(), value] for name, value in site.headers],
            "place": site.place if site.guard else "",
            "tag": site.tag,
            "guard": site.script.decode(),
        },
        indent=2,
    )
    common = (TEMPLATES / "common.js").read_text("utf-8").replace(_MARK, delivered)
    return {
        f"scriptward.{name}": (TEMPLATES / name).read_text("utf-8").replace(_COMMON, common)
        for name in FILES
    }
