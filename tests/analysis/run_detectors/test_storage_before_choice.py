from scriptward.analysis.run_detectors.storage_before_choice import storage_before_choice
from scriptward.vocabulary.observations import Storage
from scriptward.vocabulary.words import Confidence, Party, Severity, StorageKind
from tests.analysis.choosers import plain, waiting
from tests.analysis.visits import URL


def kept(name="_ga", **rest):
    return Storage(
        page=URL,
        persona="default",
        kind=rest.pop("kind", StorageKind.COOKIE),
        name=name,
        script=rest.pop("script", "script-1"),
        party=rest.pop("party", Party.THIRD),
        owner=rest.pop("owner", "Counter Inc"),
        **rest,
    )


def judged(*visits):
    return list(storage_before_choice.judge(visits))


def test_an_analytics_cookie_is_set_under_an_open_banner():
    rows = (kept(purpose="analytics"), kept("_ga_…", purpose="analytics"))

    (finding,) = judged(waiting(storage=rows))

    assert finding.severity is Severity.MEDIUM
    assert finding.confidence is Confidence.HIGH
    assert finding.title == (
        "Counter Inc kept _ga, _ga_… in the browser on a condition page before any choice in the "
        "banner (Onetrust)"
    )


def test_an_advertiser_s_answer_sets_a_cookie_of_unknown_purpose():
    row = kept("uid", owner="Adnet", category="ads", header="px.adnet.test", script=None)

    (finding,) = judged(waiting(storage=(row,)))

    assert (finding.severity, finding.recipient) == (Severity.HIGH, "px.adnet.test")
    assert finding.confidence is Confidence.MEDIUM
    assert finding.title.startswith("Adnet (px.adnet.test) kept uid in the browser")


def test_a_storage_key_of_an_sdk_counts_like_a_cookie():
    row = kept("ajs_anonymous_id", kind=StorageKind.LOCAL, purpose="analytics", owner="unknown")

    (finding,) = judged(waiting(storage=(row,)))

    assert finding.title.startswith("A third party kept ajs_anonymous_id")


def test_nothing_is_kept_before_the_choice():
    assert judged(waiting()) == []


def test_the_site_has_no_banner():
    assert judged(plain(storage=(kept(purpose="analytics"),))) == []


def test_what_is_kept_is_known_as_functional():
    assert judged(waiting(storage=(kept("lang", purpose="functional", category="chat"),))) == []


def test_the_site_itself_keeps_something():
    assert judged(waiting(storage=(kept(purpose="analytics", party=Party.FIRST),))) == []


def test_an_unknown_third_party_keeps_an_unknown_name():
    assert judged(waiting(storage=(kept("x", owner="unknown"),))) == []


def test_a_vendor_keeps_something_in_its_own_frame():
    assert judged(waiting(storage=(kept(purpose="analytics", frame="counter.test"),))) == []
