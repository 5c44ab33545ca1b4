"""Names of keys and cookies in rows of readings: what is made up at each visit is left out."""

import pytest

from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.capture import Capture, Frame, RawPage, RawRead, RawScript
from scriptward.vocabulary.words import ReadTarget, ScriptKind

SDK = """const probe = "__mplss_" + Math.random().toString(36).slice(2, 10);
localStorage.getItem(probe); localStorage.getItem("sdk_preferences");
localStorage.getItem("sdk_" + settings.project);"""
SETTINGS = "window.settings = {project: 'greenwillow'};"


def script(key, source, **more):
    more = {"size": len(source.encode()), **more}
    return RawScript(key=key, page="p", kind=ScriptKind.EXTERNAL, source=source, **more)


def names(*keys, target=ReadTarget.STORAGE, **more):
    stack = (Frame(script="sdk"),)
    capture = Capture(
        source="scan",
        started_at="",
        finished_at="",
        pages=(RawPage(key="p", url="https://www.willow.test/"),),
        scripts=(script("sdk", SDK, **more), script("own", SETTINGS)),
        reads=tuple(RawRead(page="p", target=target, name=key, stack=stack) for key in keys),
    )
    (visit,) = observed(capture, approvals=Approvals())
    return [read.name for read in visit.reads]


@pytest.mark.parametrize("made_up", ["k3v9x0qa", "vzemeeti", "wrwcjivw"])
def test_a_name_made_up_for_a_trial_is_the_same_in_each_run(made_up):
    assert names(f"__mplss_{made_up}") == ["__mplss_…"]
    assert names(f"__mplss_{made_up}", target=ReadTarget.COOKIE) == ["__mplss_…"]


def test_words_of_the_code_stay():
    assert names("sdk_preferences") == ["sdk_preferences"]


def test_words_that_another_script_of_the_page_gave_stay():
    assert names("sdk_greenwillow") == ["sdk_greenwillow"]


def test_a_whole_name_stays_whatever_it_is():
    assert names("wrwcjivw") == ["wrwcjivw"]


def test_nothing_is_called_made_up_where_the_code_was_not_kept_whole():
    assert names("__mplss_vzemeeti", size=10_000_000) == ["__mplss_vzemeeti"]
    assert names("__mplss_vzemeeti", size=0) == ["__mplss_vzemeeti"]


def test_no_more_than_some_are_looked_for_in_the_code():
    many = [f"try_{a}{b}ababab{a}" for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnopqrst"]

    seen = names(*many)

    assert "try_…" in seen
    assert len(seen) == len(many) - 200 + 1


def test_names_of_fields_stay():
    assert names("user_vzemeeti", target=ReadTarget.FIELD) == ["user_vzemeeti"]
