import re
from pathlib import Path

import pytest

from scriptward.knowledge.recorders import (
    at_address,
    in_code,
    name_of,
    named_by_path,
    room,
    version_in,
)
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.replay import Surface

MODULES = Path(__file__).resolve().parents[2] / "node_modules"
INSTALLED = {
    "posthog": "posthog-js/dist/posthog-recorder.js",
    "sentry": "@sentry/replay/build/npm/cjs/index.js",
    "mixpanel": "mixpanel-browser/dist/mixpanel.cjs.js",
    "rrweb": "rrweb/dist/rrweb.umd.min.cjs",
    "datadog": "@datadog/browser-rum-core/cjs/domain/privacyConstants.js",
    "clarity": "clarity-js/build/clarity.min.js",
    "rollbar": "rollbar/src/browser/replay/defaults.js",
    "new_relic": "@newrelic/browser-agent/dist/esm/common/config/init.js",
}


@pytest.mark.parametrize("name", ["posthog", "mixpanel", "rrweb", "clarity", "sentry"])
def test_a_recorder_is_known_by_its_installed_code(name):
    assert in_code((MODULES / INSTALLED[name]).read_text("utf-8")) == (name,)


def test_rollbar_s_recorder_is_told_from_its_monitor():
    dist = MODULES / "rollbar" / "dist"

    assert in_code((dist / "rollbar.replay.min.js").read_text("utf-8")) == ("rollbar",)
    assert in_code((dist / "rollbar.min.js").read_text("utf-8")) == ()


def test_a_vendor_s_code_without_the_recorder_is_no_recorder():
    code = (MODULES / "posthog-js/dist/array.js").read_text("utf-8")

    assert in_code(code) == ()
    assert in_code("") == ()


@pytest.mark.parametrize("name,file", INSTALLED.items())
def test_markings_stand_in_the_installed_code(name, file):
    code = (MODULES / file).read_text("utf-8")

    words = [one.value if one.name == "class" else one.name for one in room()[name].markings]
    missing = [word for word in words if not _stands(word, code)]
    assert words
    assert missing == []


def _stands(word, code):
    """Whether it is in the code, whole or put together of a prefix and its last word."""
    prefix, _, last = word.rpartition("-")
    return word in code or (f'"{prefix}-"' in code and f'"{last}"' in code)


@pytest.mark.parametrize("name", room())
def test_a_recorder_has_settings_and_their_source(name):
    one = room()[name]

    assert one.source
    assert one.setting(Surface.INPUT_TEXT)
    assert one.setting(Surface.TEXT)
    re.compile(one.path)


def test_a_recorder_is_known_by_where_it_sends():
    assert at_address("https://content.hotjar.io/?site_id=1") == "hotjar"
    assert at_address("https://o2.mouseflow.com/init") == "Mouseflow"
    assert at_address("https://www.google-analytics.com/g/collect") == ""


def test_an_unknown_recipient_s_recorder_is_told_by_the_path():
    assert named_by_path("/api/4501/envelope/", ["sentry", "posthog"]) == "sentry"
    assert named_by_path("/s/", ["sentry"]) == ""
    assert named_by_path("/anything", ["rrweb", "nobody"]) == ""


def test_a_product_has_its_recorder():
    assert name_of(Owner(entity="PostHog", product="PostHog")) == "posthog"
    assert name_of(Owner(entity="unknown")) == ""


def test_the_first_text_that_tells_a_version_wins():
    texts = ["https://bam.test/1/key?a=1&v=1.322.0&t=x", "https://bam.test/?v=2.0.0"]

    assert version_in("new_relic", texts) == "1.322.0"
    assert version_in("nobody", texts) == ""
