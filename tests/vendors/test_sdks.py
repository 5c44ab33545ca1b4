"""Real SDKs in a real Chromium: the detector finds what was planted in what they send."""

import gzip
import io

import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.vocabulary.words import Certainty
from tests.vendors import visit
from tests.vendors.sdk import sdks

pytestmark = pytest.mark.browser
ROWS = [
    pytest.param(
        name,
        row,
        id=f"{name} {row.value} {row.where} {row.path} {'+'.join(row.encoding)}",
        marks=pytest.mark.xfail(strict=True, reason=row.missed) if row.missed else (),
    )
    for name, sdk in sdks().items()
    for row in sdk.rows
]
WHOLE = {
    Certainty.OBSERVED_PLAIN,
    Certainty.OBSERVED_DECODED,
    Certainty.OBSERVED_HASH_MATCH,
}


def _tells(leak, name, path):
    """Whether the leak is of that place, or of one inside it, or of one that is cut off there."""
    return leak.name == name and (
        leak.path.startswith(path) or (leak.path[-1] == "…" and path.startswith(leak.path[:-1]))
    )


@pytest.mark.parametrize("name,row", ROWS)
def test_a_planted_value_is_found_where_it_stood(sent_by, name, row):
    leaks = [leak for sent in sent_by(name) if row.is_of(sent.request) for leak in sent.leaks]

    told = any(row.is_told_by(leak) for leak in leaks)
    assert told, sorted(
        f"{leak.where} {leak.path} {'+'.join(leak.encoding)}"
        for leak in leaks
        if leak.name == row.value
    )


@pytest.mark.parametrize("name", sdks())
def test_no_request_with_a_value_is_called_clean(sent_by, name):
    overlooked = {
        (sent.request.url.partition("?")[0], value)
        for sent in sent_by(name)
        for value in sent.seen - {leak.name for leak in sent.leaks}
    }

    assert overlooked == set()


@pytest.mark.parametrize("name", sdks())
def test_what_is_told_is_where_a_plain_reading_has_it(sent_by, name):
    untrue = [
        (leak.name, leak.path, "+".join(leak.encoding))
        for sent in sent_by(name)
        for leak in sent.leaks
        if leak.certainty in WHOLE
        and leak.where in {"body", "url-query"}
        and leak.path[-1] != "…"
        and (leak.name, leak.path) not in sent.places
    ]

    assert untrue == []


@pytest.mark.parametrize("name", sdks())
def test_where_a_plain_reading_has_a_value_it_is_told(sent_by, name):
    untold = [
        place
        for sent in sent_by(name)
        for place in sent.places
        if not any(_tells(leak, *place) for leak in sent.leaks)
    ]

    assert untold == []


def test_packed_bytes_are_no_form():
    packed = io.BytesIO()
    with gzip.GzipFile(filename="a=1\n", fileobj=packed, mode="wb", mtime=0) as stream:
        stream.write(b'{"email": "wren.tallis@patient-mail.test"}')

    (leak,) = Detector({"email": "wren.tallis@patient-mail.test"}).find(
        Request(url="https://t.test/", body=packed.getvalue())
    )

    assert leak.path == "body.email"


@pytest.mark.parametrize("name", sdks())
def test_nobody_else_is_found(sent_by, name):
    named = {leak.name for sent in sent_by(name) for leak in sent.leaks}

    assert named & visit.NEVER_GIVEN.keys() == set()


@pytest.mark.parametrize("name", sdks())
def test_every_request_is_read_to_its_end(sent_by, name):
    assert {sent.leaks.not_fully_read for sent in sent_by(name)} == {""}
