"""What servers are asked to deliver in tests."""

from dataclasses import replace
from pathlib import Path

from scriptward.app.guard import integrity
from scriptward.policy.delivering import Delivered

SCRIPT = b"(function(){})();\n"
HEADERS = (
    ("Content-Security-Policy", "default-src 'self'; script-src 'self' 'sha256-a+b/c='"),
    ("Connection-Allowlist", '(response-origin "https://{*.}?cdn.test" "tel:*")'),
    ("Permissions-Policy", 'camera=(), geolocation=(self "https://a.test")'),
    ("X-Odd", '100% $of \\ it {and} ${HOME} {$HOME} \\" `x`'),
)


def delivered(folder: Path | str, headers=HEADERS, **more) -> Delivered:
    made = Delivered(
        site="www.willow.test",
        headers=tuple(headers),
        collector="/_scriptward",
        guard="guard.abc.js",
        script=SCRIPT,
        integrity=integrity(SCRIPT),
        folder=str(folder),
    )
    return replace(made, **more)


def asserted(server, *, tagged=True) -> None:
    """Headers as compiled on every kind of response, and each body as it should be."""
    page = server.get("/")
    tag = delivered("").tag.encode()
    if tagged:
        assert page.body.count(b"<head>" + tag) == 1
    found = {
        "page": page,
        "asset": server.get("/a.css"),
        "404": server.get("/nowhere"),
        "500": server.get("/broken"),
        "302": server.get("/moved"),
        "head": server.get("/", method="HEAD"),
        "guard": server.get("/_scriptward/guard.abc.js"),
        "guard of an old page": server.get("/_scriptward/guard.old.js"),
    }
    since = found["asset"].of("Last-Modified")[0]
    found["304"] = server.get("/a.css", If_Modified_Since=since)
    statuses = {kind: one.status for kind, one in found.items()}
    assert statuses == {
        "page": 200,
        "asset": 200,
        "404": 404,
        "500": 500,
        "302": 302,
        "head": 200,
        "guard": 200,
        "guard of an old page": 404,
        "304": 304,
    }
    for kind, response in found.items():
        for name, value in HEADERS:
            assert response.of(name) == [value], f"{name} on {kind}"
    assert found["asset"].body == b"p{}"
    assert found["guard"].body == SCRIPT
    assert found["guard"].of("Content-Type") == ["text/javascript; charset=utf-8"]
    assert found["guard"].of("Cache-Control") == ["public, max-age=31536000, immutable"]
    assert found["guard"].of("X-Content-Type-Options") == ["nosniff"]
    assert found["guard"].of("Access-Control-Allow-Origin") == ["*"]
