"""Looking recipients up says what trying each of their hosts would."""

import pytest

from scriptward.policy.language.names import slug
from scriptward.policy.language.pattern import host_matches, spellings
from scriptward.policy.language.policy import RecipientRule
from scriptward.policy.language.recipient_index import RecipientIndex
from tests.policy.twin_cases import HOST_PATTERNS, HOSTS


@pytest.mark.parametrize(
    "host", [*HOSTS, ".acme.test", "a.acme.test:1", "com", "a.b.c.d.acme.test"]
)
def test_a_host_is_spelt_in_every_way_that_means_it(host):
    meant = {pattern for pattern in HOST_PATTERNS if host_matches(pattern, host)}

    assert meant == set(spellings(host)) & set(HOST_PATTERNS)


def test_entries_come_in_the_order_of_the_file():
    index = RecipientIndex(
        [
            RecipientRule(name="Acme Chat", hosts=("*.acme.test",)),
            RecipientRule(name="first", hosts=("api.acme.test",)),
            RecipientRule(name="acme", entity="Acme, Inc."),
            RecipientRule(name="self", hosts=("own.test",)),
            RecipientRule(name="acme-inc"),
        ]
    )

    assert index.by_host("api.acme.test") == [0, 1]
    assert index.by_host("own.test") == [3]
    assert index.by_host("other.test") == []
    assert index.by_name([slug("ACME Inc"), "nobody"]) == [2, 4]
    assert index.listed("acme-chat") == [0]
    assert index.listed("self") == []
    assert index.own == {"own.test"}
