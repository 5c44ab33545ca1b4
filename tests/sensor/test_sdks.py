"""Whoever asks a known SDK is seen, and the SDK works as without us."""

import json

import pytest

from scriptward.vocabulary.sensor import Asked
from tests.sensor.visit import files


@pytest.fixture
def visit(opened):
    visit = opened("sdks.html")
    visit.until(lambda: visit.said)
    return visit


def asked(visit):
    return {r.api: r for r in visit.records if isinstance(r, Asked)}


def test_sdks_answer_as_they_do_without_us(visit):
    answer, told, frozen, queued, pushed = json.loads(visit.said[0])

    assert answer == [7, "form opened", 3]
    assert told == ["track", "Lead"]
    assert (frozen, queued, pushed) == ("kept", 1, 1)
    assert visit.errors == []


@pytest.mark.parametrize(
    "api, words",
    [
        ("fbq", ("track", "Lead")),
        ("gtag", ("event", "generate_lead", "card-one")),
        ("analytics.track", ("visit booked",)),
        ("posthog.capture", ("form opened",)),
    ],
)
def test_what_an_sdk_is_asked_is_said_with_who_asked(visit, api, words):
    record = asked(visit)[api]

    assert record.words == words
    assert files(record.stack)[0] == "asker.js"


def test_a_function_that_may_not_be_replaced_is_left_alone(visit):
    assert "mixpanel.track" not in asked(visit)


def test_an_sdk_that_comes_later_is_seen_as_well(opened):
    visit = opened("quiet.html")

    visit.page.evaluate(
        """() => new Promise((done) => {
            const code = "window.amplitude = { logEvent: () => 1 }";
            const src = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
            const script = Object.assign(document.createElement("script"), { src });
            script.onload = () => done(amplitude.logEvent("late one"));
            document.head.append(script);
        })"""
    )

    visit.until(lambda: "amplitude.logEvent" in asked(visit))
