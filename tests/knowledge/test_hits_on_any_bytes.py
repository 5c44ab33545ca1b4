"""Whatever is sent, decoding gives hits or none, and never raises."""

import gzip
import json

from hypothesis import given
from hypothesis import strategies as st

from scriptward.knowledge.hits import decode, once, room
from scriptward.vocabulary.request import Message, Request

HOSTS = sorted({host for pixel in room().values() for host in pixel.hosts})
TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
NAMES = sorted({name for pixel in room().values() for sign in pixel.signatures for name in sign})
PAIR = st.builds("{}={}".format, st.sampled_from(NAMES), TEXT)
QUERY = st.lists(PAIR, max_size=8).map("&".join)
PATH = st.sampled_from(
    ["/tr/", "/g/collect", "/b/ss/a/1/x", "/e/", "/v1/p", "/p", "/collect;a=1", "/ibs:dpid=1"]
)
URL = st.one_of(
    TEXT, st.builds("https://{}{}?{}#{}".format, st.sampled_from(HOSTS), PATH, QUERY, TEXT)
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(NAMES), TEXT), inner, max_size=4),
    ),
    max_leaves=12,
)
BODY = st.one_of(
    st.binary(max_size=200),
    QUERY.map(lambda text: text.encode("utf-8", "replace")),
    JSON.map(lambda tree: repr(tree).replace("'", '"').encode("utf-8", "replace")),
    st.binary(max_size=80).map(gzip.compress).map(lambda data: data[:-3]),
    st.binary(max_size=80).map(lambda data: b'--b\r\nContent-x; name="a"\r\n\r\n' + data),
)


@given(url=URL, body=BODY, method=st.sampled_from(["GET", "POST", ""]), cookie=TEXT)
def test_any_request_gives_hits_or_none(url, body, method, cookie):
    request = Request(
        url=url,
        method=method,
        headers=(("Cookie", cookie), ("Authorization", cookie)),
        body=body,
        messages=(Message(payload=body),),
    )

    hits = decode(request)

    assert len(once(hits)) <= len(hits) <= 400
    assert all(hit.pixel in room() for hit in hits)


@given(tree=JSON)
def test_any_document_leaves_an_account_to_the_hit(tree):
    body = json.dumps(tree).encode()

    (hit,) = decode(Request(url="https://t.co/i/adsct?txn_id=nvlct", body=body))

    assert hit.account
