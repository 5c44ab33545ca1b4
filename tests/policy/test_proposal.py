"""A learned policy as a file, with what it refused."""

from datetime import date

from scriptward.policy.check import checked, deviations
from scriptward.policy.language import parsed
from scriptward.policy.proposal import proposal, proposed, told
from tests.policy.test_learn import clean_run, skimmed_run

TODAY = date(2026, 11, 25)


def test_a_run_has_nothing_new_beside_the_policy_learned_from_it():
    found = proposed(skimmed_run(), today=TODAY)

    assert checked(found.policy, skimmed_run(), today=TODAY) == ()
    assert len(deviations(found.policy, skimmed_run(), today=TODAY)) == 1


def test_a_clean_run_has_nothing_refused():
    found = proposed(clean_run(), today=TODAY)

    assert found.policy.refused == ()
    assert "Why it was refused" not in proposal(found, runs=["run-1"])


def test_the_file_reads_as_the_policy():
    found = proposed(skimmed_run(), today=TODAY)

    text = proposal(found, runs=["run-1", "run\n2"])

    assert parsed(text) == found.policy
    assert text.startswith("# A proposal: learned from run-1, run\\u{a}2.\n")


def test_refusals_of_one_reason_are_told_together():
    found = proposed(skimmed_run(), today=TODAY)

    assert list(told(found))[1:3] == [
        "refused - because nobody is known to own it:",
        "      https://cdn.jquerry.test/j.js ran on a payment page and took card data",
    ]


def test_learning_again_from_the_same_adds_nothing():
    first = proposed(skimmed_run(), today=TODAY).policy

    assert proposed(skimmed_run(), today=TODAY, base=first).policy == first
