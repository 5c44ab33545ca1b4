import dataclasses
import json

import msgspec
import pytest

from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.capture import RawPage, RawRead, RawScript, Value
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import (
    Attribution,
    Baa,
    Channel,
    DataKind,
    Outcome,
    PageClass,
    PageStatus,
    Party,
    ReadTarget,
    ScriptKind,
    Where,
)
from tests.analysis.captures import (
    CALLER,
    EMAIL,
    PAGE,
    TAG,
    URL,
    at,
    by_sensor,
    capture,
    sending,
)

BODY = json.dumps({"user": {"email": EMAIL.text}}).encode()


def visit(*sendings, approvals=None, **rest):
    (only,) = observed(capture(*sendings, **rest), approvals=approvals or Approvals())
    return only


def test_a_value_in_a_body_becomes_a_flow_that_names_script_recipient_and_kind():
    (flow,) = visit(sending(body=BODY, sensor=by_sensor(TAG, CALLER))).flows

    assert [leak.kind for leak in flow.data] == [DataKind.EMAIL]
    assert (flow.data[0].name, flow.data[0].where) == ("email", Where.BODY)
    assert (flow.recipient.host, flow.recipient.baa) == ("in.tracker.test", Baa.UNKNOWN)
    assert flow.attribution is Attribution.CERTAIN
    assert flow.party is Party.THIRD
    assert flow.page == URL


def test_script_and_instigator_are_rows_of_the_inventory():
    seen = visit(sending(body=BODY, sensor=by_sensor(TAG, CALLER)))

    urls = {script.id: script.url for script in seen.scripts}

    assert urls[seen.flows[0].script] == TAG.url
    assert urls[seen.flows[0].instigator] == CALLER.url


def test_alike_requests_are_one_flow_with_a_count():
    flows = visit(*(sending(key=f"r{n}", url=f"{TAG.url}?n={n}") for n in range(5))).flows

    assert [flow.count for flow in flows] == [5]


def test_one_sent_request_among_blocked_ones_makes_the_flow_sent():
    (flow,) = visit(
        sending(key="r1", outcome=Outcome.BLOCKED), sending(key="r2", outcome=Outcome.SENT)
    ).flows

    assert flow.outcome is Outcome.SENT


def test_the_same_capture_gives_the_same_bytes():
    run = capture(sending(body=BODY, sensor=by_sensor(TAG)))

    first, second = (observed(run, approvals=Approvals()) for _ in range(2))

    assert msgspec.json.encode(first) == msgspec.json.encode(second)


def test_subdomains_and_own_hosts_are_the_first_party():
    seen = visit(
        sending(key="r1", url="https://api.willow.test/a"),
        sending(key="r2", url="https://willow-static.test/b"),
        own_hosts=("willow-static.test",),
    )

    assert {flow.party for flow in seen.flows} == {Party.FIRST}
    assert {flow.recipient.baa for flow in seen.flows} == {None}


def test_the_policy_attests_names_and_classes():
    approvals = Approvals(
        baa=lambda host, _entity, _product: Baa.ATTESTED if host == "in.tracker.test" else Baa.NONE,
        owner=lambda host: Owner(entity="Tracker Inc") if host.endswith("tracker.test") else None,
        page_class=lambda _: (PageClass.REFILL, "policy line 3"),
        approved=lambda script: script.url == TAG.url,
    )

    seen = visit(sending(), approvals=approvals)

    assert (seen.flows[0].recipient.baa, seen.flows[0].recipient.entity) == (
        Baa.ATTESTED,
        "Tracker Inc",
    )
    assert (seen.page.page_class, seen.page.class_reason) == (PageClass.REFILL, "policy line 3")
    assert {script.url: script.approved for script in seen.scripts}[TAG.url] is True


def test_what_never_left_the_browser_is_no_flow():
    seen = visit(sending(url="data:text/plain,x"), sending(key="r2", url="blob:https://a.test/1"))

    assert seen.flows == ()


def test_the_self_test_is_no_traffic_of_the_site():
    assert visit(sending(self_test="fetch/plain")).flows == ()


def test_pages_that_differ_in_query_values_are_one_visit():
    pages = (
        dataclasses.replace(PAGE, url=f"{URL}?q=one"),
        RawPage(key="p2", url=f"{URL}?q=two", status=PageStatus.INCOMPLETE, reason="timed out"),
    )

    seen = visit(sending(page="p2"), pages=pages)

    assert seen.page.status is PageStatus.INCOMPLETE
    assert seen.page.reason == "timed out"
    assert len(seen.flows) == 1


def test_code_without_an_address_belongs_to_who_put_it_in():
    inline = RawScript(
        key="s9", page="p1", kind=ScriptKind.INLINE, sha256="99" * 32, loaded_by="s1"
    )

    seen = visit(scripts=(TAG, inline))

    row = next(script for script in seen.scripts if script.kind is ScriptKind.INLINE)
    assert (row.party, row.url) == (Party.THIRD, None)
    assert row.loaded_by == next(s.id for s in seen.scripts if s.url == TAG.url)


def test_blob_and_data_addresses_are_cut():
    blob = RawScript(
        key="s8", page="p1", kind=ScriptKind.WORKER, url="blob:https://www.willow.test/1-2-3"
    )
    data = RawScript(key="s9", page="p1", kind=ScriptKind.DATA, url="data:text/javascript,alert(1)")

    seen = visit(scripts=(blob, data))

    assert {script.url for script in seen.scripts} == {
        "blob:https://www.willow.test",
        "data:text/javascript",
    }


def test_reads_name_script_and_kind_and_are_counted():
    read = RawRead(
        page="p1",
        target=ReadTarget.FIELD,
        name="email",
        selector="#email",
        field_type="email email",
        stack=(at(TAG),),
        count=2,
    )

    seen = visit(reads=(read, read))

    assert [(row.kind, row.count, row.frame) for row in seen.reads] == [(DataKind.EMAIL, 4, "")]


def test_a_read_in_a_vendors_own_frame_is_marked():
    framed = dataclasses.replace(TAG, frame_url="https://fields.tracker.test/card")
    read = RawRead(page="p1", target=ReadTarget.FIELD, name="card", stack=(at(framed),))

    (row,) = visit(reads=(read,), scripts=(framed,)).reads

    assert row.frame == "tracker.test"


def test_only_headers_that_matter_are_kept_and_cookies_lose_their_values():
    headers = (
        ("Content-Security-Policy", "script-src 'nonce-a1b2'; report-uri /csp?site=7"),
        ("Set-Cookie", "sid=secret123; Path=/; Secure; HttpOnly"),
        ("X-Request-Id", "77aa"),
    )

    seen = visit(pages=(dataclasses.replace(PAGE, headers=headers),))

    assert [(header.name, header.value) for header in seen.headers] == [
        ("content-security-policy", "script-src 'nonce-…'; report-uri /csp?…"),
        ("set-cookie", "sid; HttpOnly; Secure"),
    ]


def test_the_pages_address_in_a_third_partys_query_is_inferred():
    (flow,) = visit(
        sending(url="https://in.tracker.test/g?dl=https%3A%2F%2Fwww.willow.test%2Fappointments")
    ).flows

    assert [(leak.kind, leak.path) for leak in flow.data] == [(DataKind.URL_PATH, "query.dl")]


def test_no_value_survives_wherever_it_stood():
    told = f"rowan.q7@patient.test said {EMAIL.text}"
    page = RawPage(
        key="p1",
        url=f"{URL}?email={EMAIL.text}#{EMAIL.text}",
        title=told,
        headings=(told,),
        reason=told,
        status=PageStatus.INCOMPLETE,
        headers=(("Content-Security-Policy", f"report-uri /{EMAIL.text}"), ("Set-Cookie", told)),
    )
    tag = dataclasses.replace(TAG, url=f"{TAG.url}?u={EMAIL.text}")
    sent = sending(
        url=f"https://in.tracker.test/{EMAIL.text}?{EMAIL.text}=1&m={EMAIL.text}",
        headers=(("Referer", page.url),),
        body=BODY,
        sensor=by_sensor(tag),
    )
    read = RawRead(page="p1", target=ReadTarget.FIELD, name=told, selector=f'[title="{told}"]')

    visits = observed(
        capture(sent, pages=(page,), scripts=(tag,), reads=(read,)), approvals=Approvals()
    )

    assert b"rowan.q7" not in msgspec.json.encode(visits)


def test_a_value_in_a_subdomain_is_masked():
    (flow,) = visit(
        sending(url="https://mrn40417733.in.tracker.test/p"),
        values=(Value(name="mrn", text="mrn40417733"),),
    ).flows

    assert "40417733" not in flow.recipient.host


def test_a_sending_of_no_page_goes_to_its_sites_page():
    seen = visit(sending(page="", frame_url="https://www.willow.test/sw.js"))

    assert len(seen.flows) == 1


def test_a_capture_without_pages_has_no_visits():
    assert observed(capture(sending(), pages=()), approvals=Approvals()) == ()


def test_a_preconnect_is_a_flow_without_data():
    (flow,) = visit(sending(channel=Channel.PRECONNECT, method="CONNECT")).flows

    assert (flow.channel, flow.data) == (Channel.PRECONNECT, ())


def test_parameters_inside_a_path_lose_their_values():
    (flow,) = visit(
        sending(url="https://ad.tracker.test/activity;ord=99;~oref=https%3A%2F%2Fw.test%2Fq")
    ).flows

    assert flow.request.url == "https://ad.tracker.test/activity;ord=[…];~oref=[…]"


def test_headers_of_third_partys_frames_are_left_out():
    framed = sending(
        url="https://in.tracker.test/frame",
        channel=Channel.FRAME,
        response_headers=(("X-Content-Type-Options", "nosniff"),),
    )

    assert visit(framed).headers == ()


@pytest.mark.parametrize(
    "name,shown",
    [
        ("__mplss_9qhh2okp", "__mplss_…"),
        ("_ga_G7ABC12", "_ga_G7ABC12"),
        ("ajs_anonymous_id", "ajs_anonymous_id"),
        ("user-3f2504e0-4f89-41d3-9a0c-0305e82c3301", "user-…"),
        ("patient.40417733", "patient.…"),
    ],
)
def test_keys_lose_what_is_made_up_by_chance(name, shown):
    read = RawRead(page="p1", target=ReadTarget.STORAGE, name=name, stack=(at(TAG),))

    assert visit(reads=(read,)).reads[0].name == shown
