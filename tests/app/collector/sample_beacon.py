"""A beacon as the live sensor sends it."""

from typing import Any

SITE = "www.willowbrook.test"


def beacon(
    number: int = 1, *, target: str = "https://in.acme.test/collect", n: int = 1
) -> dict[str, Any]:
    """The body of one page view; `number` makes its id."""
    return {
        "v": 1,
        "id": f"{number:032x}",
        "page": "/portal/inbox",
        "site": SITE,
        "behaviours": [
            {
                "kind": "send",
                "api": "fetch",
                "script": "https://cdn.acme.test/pixel.js",
                "target": target,
                "n": n,
            }
        ],
    }
