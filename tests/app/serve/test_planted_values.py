"""Values of invented patients, planted in all a browser may send, are in no file and no log."""

import base64
import logging
from pathlib import Path

import httpx
import pytest

from scriptward.app.serve import serving
from tests.app.collector.sample_beacon import SITE, beacon

OUR_CLIENT = {"httpx", "httpcore.http11", "httpcore.connection", "asyncio"}
PLANTED = (
    "maren.okafor@home.test",
    "Maren Okafor-Vance",
    "40417733",
    "(612) 555-0143",
    "6125550143",
    "078-05-1120",
    "4111111111111111",
    "oncology second opinion",
    "203.0.113.77",
)
COPIES = (
    lambda text: text,
    lambda text: str(httpx.QueryParams({"q": text}))[2:],
    lambda text: base64.b64encode(text.encode()).decode().rstrip("="),
    lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    lambda text: text.encode().hex(),
)
FORMS = tuple(dict.fromkeys(copy(text) for text in PLANTED for copy in COPIES))


def addresses():
    for form in FORMS:
        query = httpx.QueryParams({"q": form})
        yield f"https://in.acme.test/collect?{query}"
        yield f"https://in.acme.test/collect#{query}"
        yield f"https://{httpx.QueryParams({form: ''})}:x@in.acme.test/collect"
    for identifier in ("maren.okafor@home.test", "maren.okafor%40home.test", "40417733"):
        yield f"https://in.acme.test/u/{identifier}/chart"
        yield f"https://p-{identifier.replace('%40', '-at-')}.in.acme.test/"


def messages():
    """(path, headers, body) of everything that is sent."""
    for number, address in enumerate(addresses()):
        told = beacon(number + 1, target=address)
        told["page"] = "/portal/40417733/maren.okafor@home.test?name=Maren Okafor-Vance"
        told["behaviours"][0]["script"] = address
        told["behaviours"] += [
            {**told["behaviours"][0], "kind": "read", "target": "field:40417733"}
        ]
        yield f"/c/{SITE}", {"cookie": "patient=40417733"}, told
        report = {
            "document-uri": f"https://{SITE}/portal/40417733?name=Maren%20Okafor-Vance",
            "referrer": address,
            "blocked-uri": address,
            "source-file": address,
            "effective-directive": "img-src",
            "script-sample": "Maren Okafor-Vance",
            "original-policy": f"img-src {address}",
        }
        yield f"/csp/{SITE}", {"x-forwarded-for": "203.0.113.77"}, {"csp-report": report}


@pytest.fixture
def written(tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]):
    """Every byte at rest and every line said, after all was sent."""
    caplog.set_level(logging.DEBUG)
    with (
        serving(str(tmp_path / "scriptward.sqlite"), port=0, sites=[SITE]) as address,
        httpx.Client(base_url=address.url) as client,
    ):
        statuses = {
            client.post(path, json=body, headers=headers).status_code
            for path, headers, body in messages()
        }
        statuses.add(client.post(f"/c/{SITE}", content="Maren Okafor-Vance").status_code)
        statuses.add(client.post("/c/203.0.113.77", content="40417733").status_code)
        files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    files += b"".join(file.read_bytes() for file in tmp_path.iterdir())
    out, err = capfd.readouterr()
    said = [record.getMessage() for record in caplog.records if record.name not in OUR_CLIENT]
    return statuses, files.decode("latin-1"), "".join(said) + out + err


def test_nothing_planted_is_at_rest_or_said(written):
    statuses, files, said = written

    found = {form for form in FORMS if form.lower() in files.lower() or form in said}

    assert statuses == {204, 400, 404}
    assert "in.acme.test" in files
    assert found == set()
