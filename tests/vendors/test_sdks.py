"""Real SDKs in a real Chromium: the detector finds what was planted in what they send."""

import pytest

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


@pytest.mark.parametrize("name,row", ROWS)
def test_a_planted_value_is_found_where_it_stood(sent_by, name, row):
    leaks = [leak for sent in sent_by(name) if row.is_of(sent.request) for leak in sent.leaks]

    assert any(row.is_told_by(leak) for leak in leaks), sorted(
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
def test_nobody_else_is_found(sent_by, name):
    named = {leak.name for sent in sent_by(name) for leak in sent.leaks}

    assert named & visit.NEVER_GIVEN.keys() == set()


@pytest.mark.parametrize("name", sdks())
def test_every_request_is_read_to_its_end(sent_by, name):
    assert {sent.leaks.not_fully_read for sent in sent_by(name)} == {""}
