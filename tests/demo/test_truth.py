"""The clinic's truth against what really arrived at the server, in a real browser."""

import pytest

from demo.clinic import hosts
from demo.proof import proving
from demo.prove import LOOKED_FOR
from scriptward.vocabulary.words import Channel, ScriptKind, Where

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def keys(leaks):
    return {proving.key(leak) for leak in leaks}


def seen_in(leaks, part):
    return {(proving.key(leak), each) for leak in leaks for each in leak[part]}


def test_every_stated_leak_arrives(arrived, truth):
    assert keys(truth["leaks"]) - keys(arrived) == set()


def test_nothing_arrives_that_is_not_stated(arrived, truth):
    assert keys(arrived) - keys(truth["leaks"]) - keys(truth["sometimes"]) == set()


@pytest.mark.parametrize("part", ["channels", "where"])
def test_leaks_take_the_ways_that_are_stated(arrived, truth, part):
    stated = seen_in(truth["leaks"], part) | seen_in(truth["sometimes"], part)
    assert seen_in(arrived, part) - stated == set()


def test_hosts_stated_clean_are_spoken_to_and_get_no_value(clean_run, arrived, truth):
    assert proving.clean_hosts(clean_run, arrived) == truth["clean_hosts"]


def test_the_scripts_that_run_are_the_stated_ones(clean_run, truth):
    assert proving.scripts(clean_run) == truth["scripts"]


def test_the_skimmer_is_the_only_new_script(skimmed_run, truth):
    scripts = proving.scripts(skimmed_run)

    known = {script["name"] for script in truth["scripts"]}
    added = [script for script in scripts if script["name"] not in known]
    assert added == truth["skimmer"]["scripts"]


def test_the_skimmer_gets_the_card(skimmed_run, truth):
    leaks = proving.leaks(skimmed_run, LOOKED_FOR)

    new = keys(leaks) - keys(truth["leaks"]) - keys(truth["sometimes"])
    assert new - keys(truth["skimmer"]["sometimes"]) == keys(truth["skimmer"]["leaks"])


def test_without_the_skimmer_nobody_speaks_to_its_hosts(clean_run):
    spoken = {row["host"] for row in clean_run.arrivals}

    assert spoken & {"cdn.jquery-metrics.test", "img.jquery-metrics.test"} == set()


def test_every_kind_of_script_runs(truth):
    assert {script["kind"] for script in truth["scripts"]} == {kind.value for kind in ScriptKind}


def test_twenty_vendor_hosts_and_more_are_spoken_to(clean_run):
    spoken = {row["host"] for row in clean_run.arrivals} - set(hosts.OWN_HOSTS)

    assert len(spoken) >= 20


def test_the_truth_speaks_the_vocabulary(truth):
    leaks = truth["leaks"] + truth["skimmer"]["leaks"]

    assert {way for leak in leaks for way in leak["channels"]} <= set(Channel)
    assert {place for leak in leaks for place in leak["where"]} <= set(Where)


def test_senders_are_scripts_of_the_inventory(truth):
    known = {"document"} | {script["name"] for script in truth["scripts"]}

    assert {leak["script"] for leak in truth["leaks"]} - known == set()
