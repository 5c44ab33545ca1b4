"""Screens of an app: one document, whose scripts go on running as the address changes."""

from scriptward.analysis.judging import findings
from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.capture import RawPage, RawRead, RawScript
from scriptward.vocabulary.words import ReadTarget, ScriptKind
from tests.analysis.captures import PAGE, TAG, at, capture

PAY = RawPage(
    key="p2", url="https://www.willow.test/pay-bill", title="Pay your bill", first=PAGE.key
)
DONE = RawPage(key="p3", url="https://www.willow.test/done", title="Thank you", first=PAGE.key)
OTHER = RawPage(key="p4", url="https://www.willow.test/news", title="News")
LATE = RawScript(
    key="s9",
    page="p2",
    kind=ScriptKind.EXTERNAL,
    url="https://js.late.test/l.js",
    sha256="99" * 32,
    size=40,
    loaded_by="document",
    frame_url=PAY.url,
)
READS_CARD = RawRead(
    page="p2",
    target=ReadTarget.FIELD,
    name="number",
    selector="#number",
    field_type="text cc-number",
    stack=(at(TAG),),
)


def visits():
    pages = (PAGE, PAY, DONE, OTHER)
    taken = capture(pages=pages, scripts=(TAG, LATE), reads=(READS_CARD,))
    return tuple(observed(taken, approvals=Approvals()))


def test_a_script_is_on_each_screen_after_it_came_in_and_on_no_other_page():
    urls = [{script.url for script in visit.scripts} for visit in visits()]

    assert urls == [{TAG.url}, {TAG.url, LATE.url}, {TAG.url, LATE.url}, set()]


def test_a_card_that_is_read_on_a_later_screen_is_a_finding():
    (finding,) = [one for one in findings(visits()) if one.detector == "card_data_read"]

    assert finding.page == PAY.url
    assert "cdn.tracker.test" in finding.title
