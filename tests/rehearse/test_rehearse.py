"""Three broken policies on a real page: what breaks, why, and the smallest line that mends it."""

from pathlib import Path

import pytest

from scriptward.policy.language import parsed
from tests.rehearse.site import HOURS_LINE, POLICY, SCRIPT_LINE

KINDS = "    data: [name, phone, appointment]\n"


@pytest.fixture(scope="module")
def script(rehearsing, wire, plain):
    assert not plain.failures
    before = len(wire.arrived("beacon.test"))
    tried = rehearsing(POLICY.replace(SCRIPT_LINE, ""))
    return tried, len(wire.arrived("beacon.test")) - before


@pytest.fixture(scope="module")
def kind(rehearsing, wire, plain):
    assert not plain.failures
    before = len(wire.arrived("beacon.test")), _later(wire)
    tried = rehearsing(POLICY.replace(KINDS, "    data: [name, appointment]\n"))
    return tried, len(wire.arrived("beacon.test")) - before[0], _later(wire) - before[1]


@pytest.fixture(scope="module")
def host(rehearsing, wire, plain):
    assert not plain.failures
    before = len(wire.arrived("beacon.test"))
    tried = rehearsing(POLICY.replace(HOURS_LINE, ""))
    return tried, len(wire.arrived("beacon.test")) - before


def test_a_script_nobody_approved_is_named_and_approving_it_mends_the_journey(script):
    result = script[0].result

    steps = [one for one in result.breaks if one.kind == "step"]
    assert [one.line for one in steps] == [7, 8]
    assert {one.proved for one in result.breaks} == {True}
    assert [one.script for one in steps[0].causes] == ["https://embed.acme.test/schedule.js"]
    assert steps[0].causes[0].directive == "script-src"
    assert [one.rule for one in steps[0].causes[0].reasons] == ["defaults"]
    assert [line.section for line in result.loosening.lines] == ["scripts"]
    assert 'match: "https://embed.acme.test/schedule.js"' in result.loosening.lines[0].text
    assert steps[0].mended_by == (result.loosening.lines[0].id,)


def test_a_kind_of_data_nobody_permitted_is_named_and_permitting_it_alone_mends_the_journey(kind):
    result = kind[0].result

    assert [one.line for one in result.breaks if one.kind == "step"] == [8]
    lost = {one.says.partition(" does")[0] for one in result.breaks if one.kind == "value"}
    assert lost == {"name", "reason (appointment)"}
    cause = result.breaks[0].causes[0]
    assert (cause.recipient, cause.data) == ("embed.acme.test", ("phone",))
    assert cause.reasons[0].rule == "R1"
    (line,) = result.loosening.lines
    assert "to: acme-scheduling" in line.text
    assert "data: [phone]" in line.text


def test_what_a_blocked_vendor_tries_instead_is_told_and_is_stopped_as_well(kind):
    tried, _, later = kind

    assert ["embed.acme.test/later" in one.says for one in tried.result.instead] == [True]
    assert tried.result.instead[0].outcome == "blocked"
    assert later == 0


def test_the_same_is_typed_with_and_without_the_policy(plain, host, wire):
    typed = {one.body for one in wire.arrived("acme.test") if one.url.endswith("/book")}

    assert len(plain.passes) + len(host[0].result.breaks) > 1
    assert len(typed) == 1


def test_a_host_that_is_missing_is_named_and_permitting_it_mends_the_journey(host):
    result = host[0].result

    first = result.breaks[0]
    assert (first.kind, first.line) == ("step", 3)
    assert [one.recipient for one in first.causes] == ["api.hours.test"]
    assert first.causes[0].directive == "connect-src"
    (line,) = result.loosening.lines
    assert "permit: send, to: hours" in line.text
    assert result.warm is False


@pytest.mark.parametrize("broken", ["script", "kind", "host"])
def test_after_the_loosening_nothing_breaks_and_the_tracker_still_gets_nothing(broken, request):
    tried, *reached = request.getfixturevalue(broken)
    result = tried.result

    assert result.complete
    assert result.loosening.rehearsed
    assert result.loosening.breaks_left == 0
    assert result.loosening.escaped == result.escaped == ()
    assert any(one.script == "https://t.beacon.test/t.js" for one in result.stopped)
    assert reached[0] == 0


@pytest.mark.parametrize("broken", ["script", "kind", "host"])
def test_the_mended_policy_is_the_file_with_one_line_more_and_every_comment(broken, request):
    tried = request.getfixturevalue(broken)[0]
    added = [line for line in tried.result.loosening.diff.splitlines()[2:] if line[0] in "+-"]

    assert len(added) == 1
    assert added[0].startswith("+")
    text = Path(tried.result.loosening.written).read_text("utf-8")
    assert text == tried.text
    assert "# What the front desk agreed to." in text
    assert "# Signed by the front desk." in text
    assert "# booking, and no more" in text
    assert parsed(text).mode.value == "observe"


def _later(wire):
    return sum(one.url.endswith("/later") for one in wire.arrived("acme.test"))
