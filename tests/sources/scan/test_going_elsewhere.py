"""Pages that begin something else while they load: a call, a file."""

import pytest

pytestmark = pytest.mark.browser

AT_ONCE = "<!doctype html><title>{0}</title><input name=email><script>{0}</script>"


@pytest.fixture(scope="module")
def capture(lasting_site, scan):
    saved = {"content_type": "application/octet-stream", "content_disposition": "attachment"}
    lasting_site.page("/plan.bin", b"x" * 64, **saved)
    return scan(
        lasting_site.page("/calls", AT_ONCE.format("location.href = 'tel:5550100'")),
        lasting_site.page("/saves", AT_ONCE.format("location = '/plan.bin'")),
        lasting_site.url("/plan.bin"),
    )


def test_only_what_was_visited_is_a_page(capture, lasting_site):
    paths = ["/calls", "/saves", "/plan.bin"]

    assert [page.url for page in capture.pages] == [lasting_site.url(path) for path in paths]


def test_nothing_is_said_to_be_sent_to_a_telephone(capture):
    assert not [s for s in capture.sendings if s.request.url.startswith("tel:")]


def test_a_page_that_saves_a_file_is_no_file(capture, lasting_site):
    reasons = {page.url.rpartition("/")[2]: page.reason for page in capture.pages}

    assert "download" not in reasons["saves"]
    assert "download" in reasons["plan.bin"]
