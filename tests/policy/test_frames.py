"""Rules about vendors' own frames, permits that run out."""

from datetime import date

import msgspec
import pytest

from scriptward.policy.check import checked
from scriptward.policy.compilation import compiled
from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language import parsed
from scriptward.policy.question import sending
from scriptward.vocabulary.errors import PolicyError
from scriptward.vocabulary.words import Channel, DataKind
from tests.policy.visits import flow, read, script, visit

TODAY = date(2026, 11, 25)
HEAD = """\
version: 1
site: www.clinic.test
defaults: {"*": forbid}
recipients:
  acme: {hosts: [embed.acme.test]}
  paylane: {hosts: [fields.paylane.test]}
rules:
"""
FRAME = flow("https://api.acme.test/collect", data=[DataKind.EMAIL])
INSIDE = msgspec.structs.replace(FRAME, frame="acme.test")


def found(rules, *, flows=(INSIDE,), reads=(), today=TODAY):
    return checked(parsed(HEAD + rules), [visit(flows=flows, reads=reads)], today=today)


def test_what_a_vendors_frame_does_is_not_ruled_by_rules_of_the_page():
    assert found("  - {id: R, forbid: send, to: {entity: Acme}}") == ()


def test_a_forbid_about_frames_holds_in_them_and_not_in_the_page():
    rules = "  - {id: F, forbid: send, data: email, frames: acme}\n  - {id: P, permit: send}"

    (one,) = found(rules, flows=(FRAME, INSIDE))

    assert "(in the frame of acme.test)" in one.title
    assert "rule F (line 8) forbids it" in one.title


def test_a_frame_that_a_permit_names_is_judged_as_the_page_is():
    rules = "  - {id: F, permit: send, data: [name], frames: acme}"

    assert len(found(rules)) == 1
    assert found(rules.replace("[name]", "[name, email]")) == ()
    assert found(rules.replace("acme", "paylane")) == ()


def test_any_frame_is_a_star_and_readings_inside_are_ruled_too():
    by = script("https://embed.acme.test/form.js")
    inside = msgspec.structs.replace(read(DataKind.SSN, by=by), frame="acme.test")

    (one,) = found('  - {id: F, mask: [ssn], frames: "*"}', flows=(), reads=(inside,))

    assert "rule F masks that" in one.title
    assert "(in the frame of acme.test)" in one.title


def test_a_header_does_not_keep_rules_about_frames():
    rules = "  - {id: F, permit: send, to: acme, frames: acme}"

    result = compiled(parsed(HEAD + rules), None)

    assert "embed.acme.test" not in result.value
    assert any("the page's header doesn't reach them" in one for one in result.unkept)


def test_a_permit_holds_until_its_last_day_and_then_says_so():
    rules = "  - {id: TEMP, permit: send, to: {entity: Acme}, expires: 2026-11-30}"
    policy = parsed(HEAD + rules)
    (question,) = sending(visit(), FRAME)

    assert decide(policy, question, today=date(2026, 11, 30)).verdict is Verdict.PERMIT
    late = decide(policy, question, today=date(2026, 12, 1))
    assert late.verdict is Verdict.FORBID
    assert [(one.rule, one.says, one.line) for one in late.reasons[:1]] == [
        ("TEMP", "held until 2026-11-30", 8)
    ]
    (one,) = found(rules, flows=(FRAME,), today=date(2026, 12, 1))
    assert "held until 2026-11-30" in one.title
    assert "api" not in compiled(policy, None, today=date(2026, 12, 1)).value


@pytest.mark.parametrize(
    "rule, place, says, do",
    [
        ("forbid: send, expires: 2026-11-30", "8:36:", "only a permit runs out", "remove the rule"),
        ("permit: send, until: 2026-11-30", "8:27:", "`until` is no key", "mean `expires`"),
        ("permit: load, frames: acme", "8:35:", "its vendor's own", "`via: frame`"),
        ("permit: send, frames: acne", "8:35:", "no recipient", "mean `acme`"),
        ("permit: send, frames: []", "8:35:", "is empty", "leave it out"),
        ("allow: send", "8:13:", "`allow` is no key", "mean `permit`"),
        ("permit: send, iframe: acme", "8:27:", "`iframe` is no key", "frames"),
    ],
)
def test_a_mistake_says_where_and_what_to_write(rule, place, says, do):
    with pytest.raises(PolicyError) as caught:
        parsed(f"{HEAD}  - {{id: R, {rule}}}", path="p.yaml")

    assert f"p.yaml:{place}" in str(caught.value)
    assert says in str(caught.value)
    assert do in caught.value.hint


def test_a_frame_of_the_same_vendor_shown_in_the_page_is_the_pages():
    shown = msgspec.structs.replace(INSIDE, channel=Channel.FRAME)

    assert [question.frame for question in sending(visit(), shown)] == ["", ""]
