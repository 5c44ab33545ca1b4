"""What every pixel's format has in common: places, placeholders, copies, bounds."""

import base64
import hashlib
import json
import zlib
from urllib.parse import quote

import pytest

from scriptward.knowledge.hits import decode, once
from scriptward.vocabulary.request import Message, Request
from scriptward.vocabulary.words import DataKind, Encoding, Where

META = "https://www.facebook.com/tr/?id=278166232544171&ev=PageView&ts=1745853750195&dl="
GA = "https://data.willow.test/x?v=2&tid=G-WILLOW123&cid=66.17"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def matching(value):
    (hit,) = decode(Request(url=f"{META}&ud%5Bem%5D={value}"))
    return hit.matching


def test_unknown_parameters_are_kept_with_their_place():
    request = Request(
        url="https://www.facebook.com/tr;m=1?id=278166232544171&ev=Lead&new=7",
        method="POST",
        headers=(("Cookie", "_fbp=fb.1.17; theme=dark"), ("X-Willow", "yes")),
        body=b"later=8",
    )

    (hit,) = decode(request)

    assert {(p.name, p.value, p.where, p.path) for p in hit.parameters} >= {
        ("m", "1", Where.URL_PATH, "path.m"),
        ("new", "7", Where.URL_QUERY, "query.new"),
        ("later", "8", Where.BODY, "body.later"),
        ("cookie:theme", "dark", Where.COOKIE, "cookie.theme"),
        ("header:x-willow", "yes", Where.HEADER, "header.x-willow"),
    }


def test_layers_are_told_outermost_first():
    inner = base64.b64encode(json.dumps({"event": "x", "properties": {"token": "phc_w"}}).encode())

    (hit,) = decode(Request(url="https://us.posthog.com/e/", body=zlib.compress(b"data=" + inner)))

    (event,) = (p for p in hit.parameters if p.name == "event")
    assert event.layers == (Encoding.ZLIB, Encoding.BASE64)


@pytest.mark.parametrize("query, said", [("with=amara", True), ("with=&q=", False)])
def test_a_query_without_values_says_nothing(query, said):
    page = quote(f"https://www.willow.test/book?{query}", safe="")

    (hit,) = decode(Request(url=META + page))

    assert (DataKind.URL_QUERY in {one.kind for one in hit.carried}) is said


def test_a_message_of_a_socket_is_read():
    request = Request(
        url="wss://ws1.hotjar.com/ws",
        messages=(Message(payload=b'{"site_id": "5156901"}'), Message(payload=b"{}", sent=False)),
    )

    (hit,) = decode(request)

    assert hit.account == "5156901"


@pytest.mark.parametrize(
    "text",
    [
        "<user_email_address>",
        "<user-email>",
        "__insert_user_email__",
        "",
        "undefined",
        "null",
        "test",
        "{{email}}",
    ],
)
def test_the_hash_of_a_placeholder_is_nobodys_address(text):
    (match,) = matching(sha256(text))

    assert (match.kind, match.placeholder) == (DataKind.EMAIL_HASH, True)


@pytest.mark.parametrize("form", [str.upper, "FFF{}".format])
def test_another_spelling_of_it_is_one_as_well(form):
    (match,) = matching(form(sha256("__insert_user_email__")))

    assert match.placeholder


def test_a_template_that_was_never_filled_is_one_as_well():
    (match,) = matching("%7B%7Buser.email%7D%7D")

    assert (match.kind, match.placeholder) == (DataKind.EMAIL, True)


def test_the_hash_of_an_address_is_none():
    (match,) = matching(sha256("rowan.q7@patient.test"))

    assert (match.kind, match.placeholder) == (DataKind.EMAIL_HASH, False)


def test_a_plain_address_is_told_from_a_hash():
    (match,) = matching("rowan.q7%40patient.test")

    assert (match.kind, match.parameter.path) == (DataKind.EMAIL, "query.ud[em]")


def test_a_copy_without_its_original_is_counted():
    mirror = META.replace("/tr/", "/privacy_sandbox/pixel/register/trigger/")

    hits = once((*decode(Request(url=mirror)), *decode(Request(url=mirror))))

    assert [hit.mirror for hit in hits] == [True]


def test_two_alike_events_are_two():
    hits = once((*decode(Request(url=META)), *decode(Request(url=META))))

    assert len(hits) == 2


def test_the_copy_for_signals_is_counted_once():
    sent = f"https://www.google-analytics.com/g/collect?{GA.partition('?')[2]}&en=page_view"
    copy = f"https://stats.g.doubleclick.net/g/collect?{GA.partition('?')[2]}"

    hits = once((*decode(Request(url=sent)), *decode(Request(url=copy))))

    assert [hit.event for hit in hits] == ["page_view"]


def test_a_preflight_sends_no_event():
    assert decode(Request(url=META, method="OPTIONS")) == ()


def test_a_batch_of_thousands_is_bounded():
    lines = b"\n".join(b"en=scroll&epn.n=%d" % number for number in range(5_000))

    hits = decode(Request(url=GA, method="POST", body=lines))

    assert len(hits) == 200


def test_a_bomb_ends_at_its_bound():
    bomb = zlib.compress(b"[" * 50_000_000)

    (hit,) = decode(Request(url=GA, method="POST", body=bomb))

    assert hit.account == "G-WILLOW123"


def test_a_deep_document_is_no_reason_to_fail():
    body = b'{"a":' * 100_000

    (hit,) = decode(Request(url=GA, method="POST", body=body))

    assert (hit.account, hit.unread) == ("G-WILLOW123", True)


def test_labels_are_not_part_of_a_path():
    body = b'{"portalId": 20852371, "utk": "", "formValues": {"E-mail of Rowan": "a@patient.test"}}'

    (hit,) = decode(Request(url="https://forms.hscollectedforms.net/collected-forms/", body=body))

    assert [each.parameter.path for each in hit.matching] == ["body.formValues.*mail*"]
