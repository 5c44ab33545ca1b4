"""The guard of a delivered policy is no script that a policy has to permit."""

import pytest

from scriptward.policy.check import checked
from scriptward.policy.language import parsed
from scriptward.policy.own_guard import without_guard
from scriptward.vocabulary.words import DataKind
from tests.policy.visits import flow, read, script, visit

POLICY = parsed('version: 1\nsite: www.clinic.test\ndefaults: {"*": forbid}\n')


def seen(url):
    guard = script(url)
    return visit(
        scripts=[guard],
        reads=[read(DataKind.EMAIL, by=guard)],
        flows=[flow("https://www.clinic.test/_scriptward/c/www.clinic.test", by=guard)],
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://www.clinic.test/_scriptward/guard.js",
        "https://www.clinic.test/portal/_scriptward/guard.js?6tU-4NrN",
        "https://static.clinic.test/_scriptward/guard.0123456789abcdef.js",
    ],
)
def test_the_sites_own_guard_is_taken_out(url):
    left = without_guard(seen(url))

    assert (left.scripts, left.reads) == ((), ())
    assert [one.script for one in left.flows] == [None]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/_scriptward/guard.js",
        "https://www.clinic.test/_scriptward/guard.evil.js",
        "https://www.clinic.test/_scriptward/guard.js/x.js",
        "https://www.clinic.test/static/guard.js",
    ],
)
def test_what_only_looks_like_it_stays(url):
    given = seen(url)

    assert without_guard(given) is given
    assert any("runs on" in one.title for one in checked(POLICY, [given]))
