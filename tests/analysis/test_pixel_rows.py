"""What a pixel carried is data of its flow, also where nothing was typed."""

import hashlib
from urllib.parse import urlencode

from scriptward.analysis.judging import findings
from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.words import Certainty, DataKind, Encoding, Where
from tests.analysis.captures import EMAIL, capture, sending

META = "https://www.facebook.com/tr/?id=278166232544171&ev=Click&ts=1745853750195&"
PLACEHOLDER = hashlib.sha256(b"<user_email_address>").hexdigest()


def visit(*sendings, **rest):
    (seen,) = observed(capture(*sendings, **rest), approvals=Approvals())
    return seen


def rows(url, **rest):
    (flow,) = visit(sending(url, **rest)).flows
    return {(row.kind, row.where, row.path, row.certainty) for row in flow.data}


def test_the_text_of_a_button_and_a_search_phrase_are_rows_without_a_name():
    shown = urlencode({"cd[buttonText]": "Call the knee clinic", "cd[search_string]": "knee pain"})

    (flow,) = visit(sending(META + shown)).flows

    assert [(row.kind, row.name, row.path, row.certainty) for row in flow.data] == [
        (DataKind.BUTTON_TEXT, None, "query.cd[buttonText]", Certainty.INFERRED),
        (DataKind.SEARCH_TERM, None, "query.cd[search_string]", Certainty.INFERRED),
    ]


def test_a_page_address_in_a_document_names_its_place():
    body = (
        b'[{"event":"x","properties":{"token":"phc_w","$current_url":"https:\\u002f\\u002fwww.will'
    )
    body += b'ow.test\\u002fconditions\\u002fgout"}}]'

    found = rows("https://data.tracker.test/e", body=body)

    assert (
        DataKind.URL_PATH,
        Where.BODY,
        "body[0].properties.$current_url",
        Certainty.INFERRED,
    ) in found


def test_an_address_of_another_site_is_not_the_page_s():
    found = rows(META + urlencode({"dl": "https://elsewhere.test/a/page?x=1"}))

    assert found == set()


def test_a_hash_is_matching_data_and_a_placeholder_only_a_hint():
    given = rows(META + urlencode({"ud[em]": "9" * 64, "ud[ph]": "8" * 64}))
    pasted = rows(META + urlencode({"ud[em]": PLACEHOLDER}))

    assert {(kind, certainty) for kind, _, _, certainty in given} == {
        (DataKind.EMAIL_HASH, Certainty.INFERRED),
        (DataKind.PHONE_HASH, Certainty.INFERRED),
    }
    assert {(kind, certainty) for kind, _, _, certainty in pasted} == {
        (DataKind.EMAIL_HASH, Certainty.HINT)
    }


def test_a_placeholder_says_that_it_is_one():
    (flow,) = visit(sending(META + urlencode({"ud[em]": PLACEHOLDER}))).flows

    assert [row.excerpt for row in flow.data] == ["placeholder"]


def test_what_was_found_by_its_value_is_not_said_twice():
    digest = hashlib.sha256(EMAIL.text.encode()).hexdigest()

    (flow,) = visit(sending(META + urlencode({"udff[em]": digest}))).flows

    assert [(row.kind, row.name, row.certainty) for row in flow.data] == [
        (DataKind.EMAIL_HASH, "email", Certainty.OBSERVED_HASH_MATCH)
    ]


def test_layers_are_those_of_the_wire():
    (flow,) = visit(
        sending(META + urlencode({"cd[buttonText]": "Call us"}).replace("+", "%20"))
    ).flows

    assert [row.encoding for row in flow.data] == [(Encoding.PERCENT,)]


def test_a_pixel_behind_the_own_host_has_its_rows_as_well():
    found = rows("https://www.willow.test/x?v=2&tid=G-WILLOW123&cid=66.17&en=s&ep.search_term=gout")

    assert {kind for kind, *_ in found} == {DataKind.SEARCH_TERM}


def test_labels_of_a_form_do_not_come_along_as_a_path():
    body = b'{"portalId": 20852371, "utk": "", "formValues": {"Mail of rowan": "a@patient.test"}}'

    found = rows("https://forms.hscollectedforms.net/collected-forms/submit/form", body=body)

    assert {path for _, _, path, _ in found} == {"body.formValues.*mail*"}


def test_a_search_phrase_nobody_looked_for_is_a_finding():
    seen = visit(sending(META + urlencode({"cd[search_string]": "knee pain"})))

    (found,) = (one for one in findings([seen]) if one.detector == "form_value_sent")

    assert found.data == ("search_term",)
    assert found.confidence.value == "medium"
