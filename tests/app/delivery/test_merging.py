"""A policy's headers beside the application's own."""

import pytest
from structlog.testing import capture_logs

from scriptward.app.delivery import merging
from scriptward.app.delivery.merging import merged


def joined(name, theirs, ours):
    found = merged([(name, theirs)], [(name, ours)])
    return [value for key, value in found if key == name]


def test_both_content_security_policies_are_sent():
    assert joined(b"content-security-policy", b"img-src a", b"img-src b") == [
        b"img-src a",
        b"img-src b",
    ]


@pytest.mark.parametrize(
    "theirs,ours,both",
    [
        (b"no-referrer", b"strict-origin", b"no-referrer"),
        (b"unsafe-url", b"strict-origin", b"strict-origin"),
        (b"no-referrer, unsafe-url", b"same-origin", b"same-origin"),
        (b"nonsense", b"same-origin", b"same-origin"),
    ],
)
def test_the_stricter_referrer_policy_is_sent(theirs, ours, both):
    assert joined(b"referrer-policy", theirs, ours) == [both]


@pytest.mark.parametrize(
    "theirs,ours,both",
    [
        (b"camera=()", b"camera=(self)", b"camera=()"),
        (b"camera=*", b"camera=(self)", b"camera=(self)"),
        (b"camera=(self)", b"geolocation=()", b"camera=(self), geolocation=()"),
        (b'usb=(self "https://a.test")', b'usb=("https://a.test")', b'usb=("https://a.test")'),
        (b"camera=self", b"camera=(self)", b"camera=(self)"),
        (b"camera 'none'", b"camera=(self)", b"camera=(self)"),
    ],
)
def test_a_feature_is_for_those_whom_both_name(theirs, ours, both):
    assert joined(b"permissions-policy", theirs, ours) == [both]


def test_another_header_of_the_application_stays_and_is_told_once(monkeypatch):
    monkeypatch.setattr(merging, "_told", set())

    with capture_logs() as logs:
        assert joined(b"connection-allowlist", b"(a)", b"(b)") == [b"(a)"]
        assert joined(b"connection-allowlist", b"(a)", b"(b)") == [b"(a)"]

    assert [log["header"] for log in logs] == ["connection-allowlist"]
