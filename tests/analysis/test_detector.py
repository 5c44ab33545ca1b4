import msgspec

from scriptward.analysis.detector import folded
from scriptward.analysis.detectors.form_value_sent import form_value_sent
from scriptward.analysis.judging import findings
from scriptward.vocabulary.words import DataKind, PageClass, Severity
from tests.analysis.visits import ANALYTICS, flow, leak, visit
from tests.analysis.worst_visit import WORST_VISITS


def sent(*kinds, path):
    flows = (flow(ANALYTICS, *map(leak, kinds), id=f"flow-{path}"),)
    return visit(PageClass.APPOINTMENT_FORM, url=f"https://www.willow.test{path}", flows=flows)


def test_the_same_on_two_pages_is_one_finding_that_names_all_data():
    visits = (sent(DataKind.EMAIL, path="/one"), sent(DataKind.NAME, path="/two"))

    (finding,) = folded(f for seen in visits for f in form_value_sent.judge(seen))

    assert finding.data == ("email", "name")
    assert "sent an e-mail address and a name from an appointment form" in finding.title
    assert finding.pages == ("https://www.willow.test/one", "https://www.willow.test/two")
    assert finding.flows == ("flow-/one", "flow-/two")
    assert finding.count == 2


def test_the_worst_page_stands_first():
    visits = (sent(DataKind.NAME, path="/one"), sent(DataKind.SSN, path="/two"))

    (finding,) = folded(f for seen in visits for f in form_value_sent.judge(seen))

    assert (finding.severity, finding.page) == (Severity.CRITICAL, "https://www.willow.test/two")


def test_another_page_class_is_another_finding():
    form = sent(DataKind.NAME, path="/one")
    page = msgspec.structs.replace(form.page, page_class=PageClass.LOGIN)
    other = msgspec.structs.replace(form, page=page)

    found = folded(f for seen in (form, other) for f in form_value_sent.judge(seen))

    assert len(found) == 2


def test_findings_come_worst_first():
    severities = [finding.severity for finding in findings(WORST_VISITS)]

    order = list(Severity)

    assert severities == sorted(severities, key=order.index, reverse=True)


def test_of_equally_bad_ones_the_one_with_most_data_comes_first():
    narrow = sent(DataKind.NAME, path="/one")
    wide = sent(DataKind.NAME, DataKind.EMAIL, path="/two")
    page = msgspec.structs.replace(narrow.page, page_class=PageClass.PROVIDER_SEARCH)
    alone = tuple(form_value_sent.judge(msgspec.structs.replace(narrow, page=page)))
    several = tuple(form_value_sent.judge(wide))

    for given in ((*alone, *several), (*several, *alone)):
        first, last = folded(given)
        assert first.severity == last.severity
        assert (len(first.data), len(last.data)) == (2, 1)


def test_ids_of_findings_are_unique():
    ids = [finding.id for finding in findings(WORST_VISITS)]

    assert len(ids) == len(set(ids))
