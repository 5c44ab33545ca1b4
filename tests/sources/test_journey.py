"""The journey file: read whole, or refused with the line that is wrong."""

import pytest

from scriptward.sources.journey import Action, Typed, read_journey
from scriptward.vocabulary.errors import JourneyError

WHOLE = """
start: https://www.example.test/
steps:
  - goto: https://www.example.test/appointments
  - fill: {selector: "#email", value: email}
  - fill: {selector: "#note", value: {literal: "as it is"}}
  - fill: {selector: "#pin", value: {env: PORTAL_PIN}}
  - select: {selector: "#reason", value: "Oncology"}
  - press: {selector: "#q", key: Enter}
  - click: "text=Continue"
  - wait: 2
  - wait: {selector: "#done"}
  - wait: {url: "**/thanks"}
canaries: {email: canary+k3@example.test, mrn: "MRN 40417733"}
submit: true
"""


@pytest.fixture
def read(tmp_path):
    def one(text: str):
        path = tmp_path / "way.yaml"
        path.write_text(text, encoding="utf-8")
        return read_journey(path)

    return one


def test_every_kind_of_step_is_read_with_its_line(read):
    journey = read(WHOLE)

    assert journey.start == "https://www.example.test/"
    assert [(step.action, step.line) for step in journey.steps] == [
        (Action.GOTO, 4),
        (Action.FILL, 5),
        (Action.FILL, 6),
        (Action.FILL, 7),
        (Action.SELECT, 8),
        (Action.PRESS, 9),
        (Action.CLICK, 10),
        (Action.WAIT, 11),
        (Action.WAIT, 12),
        (Action.WAIT, 13),
    ]
    assert journey.steps[1].typed == Typed(canary="email")
    assert journey.steps[2].typed == Typed(literal="as it is")
    assert journey.steps[3].typed == Typed(env="PORTAL_PIN")
    assert journey.steps[7].seconds == 2
    assert journey.canaries["mrn"] == "MRN 40417733"
    assert journey.submit


def test_a_step_s_text_says_nothing_that_is_typed(read):
    step = read(WHOLE).steps[2]

    assert str(step) == "fill #note"
    assert "as it is" not in repr(step)


@pytest.mark.parametrize(
    "text,place,words",
    [
        ("start: https://a.test/\nstepz: []\n", ":2:", "unknown key `stepz`"),
        ("steps: []\n", ":1:", "`start` is missing"),
        ("start: ftp://a.test/\n", ":1:", "`start` is an http or https address"),
        ("start: https://a.test/\nsteps:\n  - hop: x\n", ":3:", "unknown step `hop`"),
        ("start: https://a.test/\nsteps:\n  - fill: {selector: '#a'}\n", ":3:", "lacks `value`"),
        (
            "start: https://a.test/\nsteps:\n  - press:\n      selector: '#a'\n      kay: Enter\n",
            ":5:",
            "unknown key `kay`",
        ),
        ("start: https://a.test/\nsteps:\n  - click: x\n    goto: y\n", ":3:", "one key"),
        ("start: https://a.test/\nsteps: {goto: x}\n", ":2:", "a list of steps"),
        ("start: https://a.test/\nsubmit: maybe\n", ":2:", "true or false"),
        ("start: https://a.test/\nlogin: {storage_state: gone.json}\n", ":2:", "no such file"),
        ("start: [", ":1:", "expected"),
        ("- a\n", ":1:", "a journey is a mapping"),
    ],
)
def test_what_is_not_known_is_an_error_with_its_line(read, text, place, words):
    with pytest.raises(JourneyError) as caught:
        read(text)

    assert f"way.yaml{place}" in str(caught.value)
    assert words in str(caught.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(JourneyError, match="No such file"):
        read_journey(tmp_path / "gone.yaml")
