import pytest

from scriptward.knowledge.container import may_fire
from tests.knowledge.container.containers import CLINIC, event_is, html, known, macro, served

HOME = "https://www.willow.test/"
PORTAL = "https://www.willow.test/portal/home"


def fires(text, index, url):
    container = known(text, "")
    return may_fire(container, container.tags[index], url)


def on_path(function, value):
    return on_part("PATH", function, value)


def on_part(part, function, value):
    """A container whose only tag fires where that part of the address passes one test."""
    return served(
        macros=[{"function": "__e"}, {"function": "__u", "vtp_component": part}],
        tags=[html("<b>x</b>")],
        predicates=[event_is("gtm.js"), {"function": function, "arg0": macro(1), "arg1": value}],
        rules=[[["if", 0, 1], ["add", 0]]],
    )


def test_a_paused_and_a_blocked_tag_never_fire():
    assert not fires(CLINIC, 3, HOME)
    assert not fires(CLINIC, 5, HOME)


def test_a_tag_that_is_blocked_on_a_page_fires_elsewhere():
    assert fires(CLINIC, 1, HOME)
    assert not fires(CLINIC, 1, PORTAL)


def test_a_setup_tag_fires_with_its_tag():
    assert fires(CLINIC, 6, HOME)


@pytest.mark.parametrize(
    "function,value,home,portal",
    [
        ("_eq", "/", True, False),
        ("_cn", "portal", False, True),
        ("_sw", "/portal", False, True),
        ("_ew", "home", False, True),
        ("_re", "book|portal", False, True),
        ("_re", "^/(book|in)$", True, True),
        ("_css", ".x", True, True),
    ],
)
def test_conditions_on_the_address_are_judged_where_they_can_be(function, value, home, portal):
    text = on_path(function, value)

    assert (fires(text, 0, HOME), fires(text, 0, PORTAL)) == (home, portal)


def test_a_tag_without_a_trigger_does_not_fire():
    text = served(macros=[], tags=[html("<b>x</b>")], predicates=[], rules=[])

    assert not fires(text, 0, HOME)


@pytest.mark.parametrize("host", ["www.willow.test", "willow.test"])
def test_a_host_fits_with_and_without_its_www(host):
    text = on_part("HOST", "_eq", host)

    assert fires(text, 0, HOME)
    assert not fires(text, 0, "https://other.test/")


def test_what_a_mask_hides_may_be_what_is_asked_for():
    in_query = on_part("URL", "_cn", "specialty=onc")
    in_path = on_part("PATH", "_cn", "/doctor")

    assert fires(in_query, 0, "https://www.willow.test/find?specialty=[…]")
    assert not fires(in_query, 0, "https://www.willow.test/find")
    assert fires(in_path, 0, "https://www.willow.test/[…]/book")
    assert not fires(in_path, 0, "https://www.willow.test/book")


def test_a_mask_does_not_block():
    text = served(
        macros=[{"function": "__e"}, {"function": "__u", "vtp_component": "URL"}],
        tags=[html("<b>x</b>")],
        predicates=[event_is("gtm.js"), {"function": "_cn", "arg0": macro(1), "arg1": "in=1"}],
        rules=[[["if", 0], ["unless", 1], ["add", 0]]],
    )

    assert fires(text, 0, "https://www.willow.test/?in=[…]")
