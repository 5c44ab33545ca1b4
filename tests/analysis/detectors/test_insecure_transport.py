import msgspec

from scriptward.analysis.detectors.insecure_transport import insecure_transport
from scriptward.vocabulary.words import Outcome, PageClass, PageStatus, Severity
from tests.analysis.visits import ANALYTICS, flow, visit

CLEAR = "http://stats.counter.test/collect"


def test_a_page_asks_for_something_over_plain_http():
    (finding,) = insecure_transport.judge(visit(flows=(flow(ANALYTICS, url=CLEAR),)))

    assert finding.title == "A public page sent requests to stats.counter.test without TLS"
    assert finding.severity is Severity.MEDIUM


def test_a_sign_in_page_is_served_over_plain_http():
    seen = visit(PageClass.LOGIN, url="http://www.willow.test/login")

    (finding,) = insecure_transport.judge(seen)

    assert finding.title == "A sign-in page was served over plain HTTP"
    assert finding.severity is Severity.HIGH


def test_everything_travels_over_tls():
    assert list(insecure_transport.judge(visit(flows=(flow(ANALYTICS),)))) == []


def test_a_page_on_this_machine_is_served_over_plain_http():
    seen = msgspec.structs.replace(visit(url="http://127.0.0.1:8000/"), site="127.0.0.1")

    assert list(insecure_transport.judge(seen)) == []


def test_the_page_could_not_be_reached():
    seen = visit(PageClass.LOGIN, url="http://www.willow.test/login")
    page = msgspec.structs.replace(seen.page, status=PageStatus.FAILED)
    seen = msgspec.structs.replace(seen, page=page, headers=(), scripts=())

    assert list(insecure_transport.judge(seen)) == []


def test_the_browser_blocked_it():
    blocked = flow(ANALYTICS, url=CLEAR, outcome=Outcome.BLOCKED)

    assert list(insecure_transport.judge(visit(flows=(blocked,)))) == []
