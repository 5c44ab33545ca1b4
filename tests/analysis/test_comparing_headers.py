"""Headers of pages that both runs visited."""

import pytest

from scriptward.vocabulary.words import PageClass
from tests.analysis.runs import told
from tests.analysis.visits import header, visit

CSP = "content-security-policy"


def changed(old, new, page_class=PageClass.GENERAL_PUBLIC):
    return told(visit(page_class, headers=tuple(old)), visit(page_class, headers=tuple(new)))


@pytest.mark.parametrize(
    "page_class,severity",
    [(PageClass.PAYMENT_PAGE, "high"), (PageClass.GENERAL_PUBLIC, "medium")],
)
def test_a_policy_that_is_gone_is_told_by_the_page(page_class, severity):
    old = [header(CSP, "script-src 'self'")]

    assert changed(old, [], page_class) == [("header", severity, f"{CSP} is gone")]


def test_a_source_that_opens_a_policy_is_medium_and_named():
    old = [header(CSP, "script-src 'self'; img-src *")]
    new = [header(CSP, "script-src 'self' 'unsafe-inline'; img-src *")]

    assert changed(old, new) == [("header", "medium", f"{CSP} now has script-src 'unsafe-inline'")]


def test_a_source_that_closes_a_policy_is_low():
    old = [header(CSP, "script-src 'self' https://cdn.test")]
    new = [header(CSP, "script-src 'self'")]

    assert changed(old, new) == [("header", "low", f"{CSP} lost script-src https://cdn.test")]


def test_a_header_that_came_is_told_as_info():
    assert changed([], [header("x-frame-options", "DENY")]) == [
        ("header", "info", "x-frame-options is new: DENY")
    ]


def test_another_value_is_told_with_both():
    old, new = [header("referrer-policy", "no-referrer")], [header("referrer-policy", "unsafe-url")]

    assert changed(old, new) == [
        ("header", "medium", "referrer-policy was no-referrer, now unsafe-url")
    ]


def test_a_cookies_lost_flag_is_told():
    old = [header("set-cookie", "sid; HttpOnly; Secure")]
    new = [header("set-cookie", "sid; Secure")]

    assert changed(old, new) == [
        ("header", "medium", "set-cookie now has sid; Secure; lost sid; HttpOnly; Secure")
    ]


def test_random_parts_of_a_cookies_name_are_no_change():
    old = [header("set-cookie", "sess_a1b2c3d4e5; Secure")]
    new = [header("set-cookie", "sess_99f2c3d4aa; Secure")]

    assert changed(old, new) == []
