"""Two Content-Security-Policies: both are sent, and what each takes away is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.policy.merging.directives import merged, policies

OURS = "default-src 'self'; script-src 'self' cdn.acme.test; connect-src 'self' api.acme.test"


def told(*theirs, ours=OURS):
    return merged(ours, theirs)[1]


def test_both_are_sent_theirs_first():
    theirs = "img-src *"

    assert merged(OURS, [theirs])[0] == f"{theirs}, {OURS}"


@pytest.mark.parametrize("theirs", [[], [OURS], ["", OURS]])
def test_the_same_again_is_not_sent_twice(theirs):
    assert merged(OURS, theirs) == (OURS, ())


def test_what_the_policy_permits_and_theirs_does_not_stays_blocked_and_is_told():
    (said,) = told("connect-src 'self'")

    assert said.startswith("connect-src: the policy permits api.acme.test, the header that is sent")


def test_what_theirs_permits_and_the_policy_does_not_gets_blocked_and_is_told():
    (said,) = told("connect-src 'self' api.acme.test https://old.test")

    assert said.startswith("connect-src: https://old.test was let through until now")


def test_a_directive_that_is_not_written_falls_back():
    said = told("default-src 'self'")

    assert [one.partition(":")[0] for one in said] == ["script-src", "connect-src"]


def test_a_directive_that_neither_writes_says_nothing():
    assert told("base-uri 'none'") == ()


@pytest.mark.parametrize(
    "wide", ["*", "https:", "*.acme.test", "https://*.acme.test", "api.acme.test"]
)
def test_a_wider_word_covers_a_host(wide):
    said = told(f"connect-src 'self' {wide}")

    assert [one for one in said if "policy permits api.acme.test" in one] == []


@pytest.mark.parametrize(
    "other", ["*.test.acme", "http://api.acme.test.evil.test", "*.api.acme.test"]
)
def test_another_word_does_not(other):
    assert any("policy permits api.acme.test" in one for one in told(f"connect-src 'self' {other}"))


def test_reports_to_another_host_are_told():
    (said,) = told(f"{OURS}; report-uri https://reports.vendor.test/r; report-to g")

    assert said == (
        "report-uri https://reports.vendor.test/r: full addresses are reported to another host;"
        " take it away"
    )


def test_a_flood_of_words_is_cut():
    many = " ".join(f"https://h{number}.test" for number in range(5_000))

    said = told(f"connect-src {many}")

    assert len(said) == 41
    assert said[-1].startswith("and 49")


def test_of_two_directives_of_one_name_the_first_holds():
    assert list(policies("img-src a.test; img-src b.test, font-src c.test")) == [
        {"img-src": ("a.test",)},
        {"font-src": ("c.test",)},
    ]


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_header_is_merged_and_ours_is_always_there(theirs):
    value, said = merged(OURS, theirs)

    assert value.endswith(OURS)
    assert all(said)
