"""Mistakes in a `Connection-Allowlist` that somebody wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.policy.merging.allowlist import Effect, mistakes

LINKS = ' "tel:*" "mailto:*" "sms:*"'
GOOD = f'(response-origin "https://cdn.acme.test"{LINKS});report-to=scriptward'


def told(value):
    return [(one.effect, one.instead) for one in mistakes(value)]


def with_item(item):
    return f"(response-origin {item}{LINKS})"


@pytest.mark.parametrize("value", [GOOD, with_item('"https://{*.}?h.test"'), with_item('"*://h"')])
def test_a_good_one_has_none(value):
    assert told(value) == []


@pytest.mark.parametrize(
    "value",
    [
        "(response-origin",
        f"{GOOD},",
        "(response-origin\t)",
        "response-origin",
        f"(response-origin{LINKS});Redirects=allow",
        "",
        '(response-origin "https://a)',
    ],
)
def test_what_shuts_everything(value):
    assert Effect.SHUTS_ALL in [effect for effect, _ in told(value)]


@pytest.mark.parametrize(
    "value", [f"(Response-Origin{LINKS})", f'("https://cdn.acme.test"{LINKS})']
)
def test_what_shuts_the_site_itself(value):
    assert Effect.SHUTS_SITE in [effect for effect, _ in told(value)]


@pytest.mark.parametrize(
    "parameter, effect",
    [
        ("webrtc=blok", Effect.OPENS),
        ("redirects=alow", Effect.OPENS),
        ("redirects=blok", Effect.OPENS),
        ('redirects="allow"', Effect.IGNORED),
        ("redirects", Effect.IGNORED),
        ("redirect=allow", Effect.IGNORED),
    ],
)
def test_a_misspelt_value_opens_and_the_rest_is_ignored(parameter, effect):
    ((found, instead),) = told(f"(response-origin{LINKS});{parameter}")

    assert found is effect
    assert instead


@pytest.mark.parametrize(
    "item, instead",
    [
        ('"self"', "write response-origin, without quotes"),
        ("\"'self'\"", "write response-origin, without quotes"),
        ('"response-origin"', "write response-origin, without quotes"),
        ("self", "write response-origin"),
        ('"cdn.acme.test"', 'write "https://cdn.acme.test"'),
        ('"cdn.acme.test:8443"', 'write "https://cdn.acme.test:8443"'),
        ('"wss://s.acme.test"', 'sockets go by the web\'s scheme: write "https://s.acme.test"'),
        ('"https://a:b@acme.test"', "leave out user and password"),
        ('"https://acme.test/(a|b)"', "no regular expressions: use `*`"),
        ("cdn.acme.test", 'quote it: "https://cdn.acme.test"'),
    ],
)
def test_an_item_that_permits_nothing_says_what_to_write(item, instead):
    assert told(with_item(item)) == [(Effect.PERMITS_NOTHING, instead)]


def test_links_to_call_that_are_not_named_are_told():
    assert told("(response-origin)") == [(Effect.SHUTS_LINKS, 'add "tel:*" "mailto:*" "sms:*"')]


def test_a_second_list_or_line_is_not_counted():
    assert told(f"{GOOD}, {GOOD}")[0][0] is Effect.IGNORED
    assert mistakes(GOOD, GOOD)[0].effect is Effect.IGNORED


@given(st.text(max_size=80) | st.text(alphabet='()"\\;=, abr-:/*', max_size=60))
def test_any_text_is_read(value):
    assert all(one.text for one in mistakes(value))
