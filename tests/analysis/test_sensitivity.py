import pytest

from scriptward.analysis.sensitivity import in_address, in_referer, in_replay
from scriptward.vocabulary.words import DataKind, Where
from tests.analysis.visits import ANALYTICS, STRANGER, flow, leak


@pytest.mark.parametrize(
    "path",
    [
        "query.dl",
        "body.batch[0].properties.$current_url",
        "body.data[1].properties.$referrer",
        "body.context.page.referrer",
        "body[2].items[7].attributes['http.request.header.referer'].value[0]",
        "body[2].items[40].attributes['url.full'].value",
        "body[1].view.url",
        "query.tiba",
    ],
)
def test_parameters_that_hold_addresses_are_known(path):
    found = leak(DataKind.SEARCH_TERM, path=path)

    assert in_address(found)
    assert not in_replay(flow(ANALYTICS), found)


@pytest.mark.parametrize(
    "path",
    ["body.properties.email", "body.page.email", "query.em", "body.user_data.fn", "path[0]"],
)
def test_parameters_that_hold_entries_are_none(path):
    assert not in_address(leak(DataKind.EMAIL, path=path))


@pytest.mark.parametrize(
    "path",
    [
        "body.events[1].data.node.childNodes[1].attributes.href",
        "body.events[9].data.text",
        "body.events[4].event.data.text",
        "body.properties.$snapshot_data[0].data.text",
    ],
)
def test_recorders_formats_are_known(path):
    assert in_replay(flow(STRANGER), leak(DataKind.NAME, path=path))


def test_a_recording_is_known_by_its_address():
    sent = flow(STRANGER, url="https://c.nobody.test/rec/events")

    assert in_replay(sent, leak(DataKind.NAME, path="body.x"))


def test_a_query_is_no_recording():
    named = leak(DataKind.NAME, where=Where.URL_QUERY, path="query.replay")

    assert not in_replay(flow(STRANGER), named)


def test_the_referer_header_is_known_in_any_case():
    assert in_referer(leak(DataKind.MRN, where=Where.HEADER, path="header.Referer"))
    assert not in_referer(leak(DataKind.MRN, where=Where.BODY, path="body.referer"))
