from scriptward.analysis.detectors.address_health_context import address_health_context
from scriptward.vocabulary.words import Certainty, DataKind, PageClass, Severity, Where
from tests.analysis.visits import ADVERTISER, ANALYTICS, ATTESTED, flow, leak, visit


def address(kind, certainty=Certainty.INFERRED):
    return leak(kind, where=Where.URL_QUERY, path="query.dl", certainty=certainty)


def test_a_search_phrase_in_the_address_reaches_an_analytics_vendor():
    phrase = address(DataKind.SEARCH_TERM, Certainty.OBSERVED_PLAIN)

    (finding,) = address_health_context.judge(
        visit(PageClass.PROVIDER_SEARCH, flows=(flow(ANALYTICS, phrase),))
    )

    assert finding.severity is Severity.HIGH
    assert finding.title == (
        "The page itself sent an address with a search phrase in it from a "
        "provider search to Counter Inc (stats.counter.test)"
    )


def test_the_address_of_a_condition_page_reaches_an_advertiser():
    seen = visit(PageClass.CONDITION_PAGE, flows=(flow(ADVERTISER, address(DataKind.URL_PATH)),))

    (finding,) = address_health_context.judge(seen)

    assert finding.severity is Severity.MEDIUM
    assert finding.controls == ("HT-04",)


def test_the_address_of_a_public_page_reaches_an_analytics_vendor():
    seen = visit(flows=(flow(ANALYTICS, address(DataKind.URL_PATH)),))

    assert list(address_health_context.judge(seen)) == []


def test_the_address_of_an_appointment_form_stays_with_an_attested_recipient():
    sent = flow(ATTESTED, address(DataKind.URL_PATH))

    seen = visit(PageClass.APPOINTMENT_FORM, flows=(sent,))

    assert list(address_health_context.judge(seen)) == []
