"""What a Content-Security-Policy needs for the guard to run."""

import pytest

from scriptward.policy.guard_source import with_guard, with_nonce

DIGEST = "sha384-abc"


@pytest.mark.parametrize(
    "value,guarded,nonced",
    [
        ("script-src 'none'", "script-src 'sha384-abc'", "script-src 'nonce-n'"),
        (
            "script-src https://a.test; img-src 'self'",
            "script-src https://a.test 'sha384-abc'; img-src 'self'",
            "script-src https://a.test 'nonce-n'; img-src 'self'",
        ),
        ("script-src 'self'", "script-src 'self'", "script-src 'self' 'nonce-n'"),
        (
            "script-src 'unsafe-inline'",
            "script-src 'unsafe-inline' 'self'",
            "script-src 'unsafe-inline'",
        ),
        ("img-src 'none'", "img-src 'none'", "img-src 'none'"),
    ],
)
def test_it_is_let_in_and_nothing_else(value, guarded, nonced):
    assert with_guard(value, DIGEST) == guarded
    assert with_nonce(value, "n") == nonced
