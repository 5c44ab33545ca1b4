import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.policy.language.words import Action
from scriptward.sources.beacons import MOST_BYTES, BeaconError, arrival
from scriptward.store.arrival import Arrival, Found
from scriptward.store.delta import BehaviourKind
from scriptward.vocabulary.sensor import Batch, Behaviour, Datum
from scriptward.vocabulary.words import Certainty, DataKind, Encoding, PageClass, Where

SITE = "www.willowbrook.test"
ID = "0123456789abcdef0123456789abcdef"


def page_class(path: str) -> PageClass:
    return PageClass.AUTHENTICATED if path.startswith("/portal/") else PageClass.UNKNOWN


def batch(*behaviours: Behaviour, **more: object) -> Batch:
    fields: dict[str, object] = {
        "v": 1,
        "id": ID,
        "page": "/portal/inbox",
        "site": SITE,
        "behaviours": behaviours,
    }
    return Batch(**(fields | more))  # type: ignore[arg-type]  # a test's own words


def arrived(*behaviours: Behaviour, **more: object) -> Arrival:
    body = msgspec.json.encode(batch(*behaviours, **more))
    return arrival(body, site=SITE, page_class=page_class)


def send(**more: object) -> Behaviour:
    fields: dict[str, object] = {
        "kind": "send",
        "api": "fetch",
        "script": "https://cdn.acme.test/pixel.js",
        "target": "https://in.acme.test/collect",
    }
    return Behaviour(**(fields | more))  # type: ignore[arg-type]  # a test's own words


def test_a_send_becomes_a_sighting_with_its_page_class_and_recipient():
    (sighting,) = arrived(send(n=3)).sightings

    seen = sighting.behaviour
    assert sighting.n == 3
    assert (seen.site, seen.page_class) == (SITE, PageClass.AUTHENTICATED)
    assert (seen.kind, seen.api) == (BehaviourKind.SEND, "fetch")
    assert (seen.script, seen.recipient) == ("https://cdn.acme.test/pixel.js", "in.acme.test")


@pytest.mark.parametrize("kind", ["block", "scrub"])
def test_what_the_guard_stopped_or_scrubbed_is_no_send(kind):
    (sighting,) = arrived(send(kind=kind)).sightings

    assert sighting.behaviour.kind is BehaviourKind(kind)
    assert sighting.behaviour.recipient == "in.acme.test"


def test_a_masked_reading_keeps_the_fields_words():
    (sighting,) = arrived(send(kind="mask", api="field", target="field:email email")).sightings

    assert sighting.behaviour.kind is BehaviourKind.MASK
    assert (sighting.behaviour.target, sighting.behaviour.recipient) == ("field:email email", "")


def test_a_refusal_of_code_without_an_address_keeps_its_word_and_no_other_kind_does():
    (sighting,) = arrived(send(kind="block", api="script-src-elem", target="inline")).sightings

    assert sighting.behaviour.target == "inline"
    assert arrived(send(target="inline")).sightings == ()


@pytest.mark.parametrize("word", sorted(set(Action) - {Action.LOAD, Action.SEND, Action.READ}))
def test_a_capability_that_was_refused_comes_in_under_its_own_name(word):
    (sighting,) = arrived(send(kind="block", api=word, target=word)).sightings

    assert (sighting.behaviour.target, sighting.behaviour.recipient) == (word, "")
    assert arrived(send(kind="send", api=word, target=word)).sightings == ()


def test_a_word_that_is_no_capability_doesn_t_come_in():
    assert arrived(send(kind="block", api="teapot", target="teapot")).sightings == ()


def test_a_read_keeps_the_fields_name_and_no_recipient():
    (sighting,) = arrived(send(kind="read", api="value", target="field:email")).sightings

    assert (sighting.behaviour.target, sighting.behaviour.recipient) == ("field:email", "")


def test_what_a_sender_should_have_cut_is_cut_on_arrival():
    behaviours = (
        send(
            script="https://cdn.acme.test/a.js?user=jane",
            target="https://x:y@in.acme.test/u/jane%40home.test/40417733?q=Jane#f",
        ),
        send(kind="read", api="value", target="field:mrn-40417733"),
    )

    first, second = (sighting.behaviour for sighting in arrived(*behaviours).sightings)

    assert first.script == "https://cdn.acme.test/a.js"
    assert first.target == "https://in.acme.test/u/[email]/[id]"
    assert second.target == "field:[id]"


def test_code_without_an_address_is_named_by_its_hash_only():
    good, bad = arrived(
        send(script="sha256:" + "a" * 64), send(script="sha256:Jane Planted")
    ).sightings

    assert good.behaviour.script == "sha256:" + "a" * 64
    assert bad.behaviour.script == ""


def datum(**more: object) -> Datum:
    fields: dict[str, object] = {
        "field": "email contact",
        "where": "body",
        "encoding": ("base64", "sha256"),
        "certainty": "observed_hash_match",
    }
    return Datum(**(fields | more))  # type: ignore[arg-type]  # a test's own words


def test_what_was_typed_comes_as_kinds_with_where_and_how():
    (sighting,) = arrived(
        send(
            data=(datum(), datum(field="bday text q3", certainty="observed_plain", encoding=())),
            unread=2,
        )
    ).sightings

    assert sighting.behaviour.data == "dob,email_hash"
    assert sighting.found[0] == Found(
        kind=DataKind.EMAIL_HASH,
        where=Where.BODY,
        encoding=(Encoding.BASE64, Encoding.SHA256),
        certainty=Certainty.OBSERVED_HASH_MATCH,
    )
    assert sighting.unread == 2


def test_a_field_is_told_by_its_words():
    (sighting,) = arrived(
        send(data=(datum(field="textarea symptoms", certainty="observed_plain"),))
    ).sightings

    assert sighting.behaviour.data == "condition"


@pytest.mark.parametrize(
    "more",
    [
        {"where": "Jane Planted"},
        {"where": "cookie"},
        {"encoding": ("Jane Planted",)},
        {"certainty": "Jane Planted"},
        {"certainty": "inferred"},
    ],
)
def test_data_in_words_that_are_not_ours_is_left_out(more: dict[str, object]):
    (sighting,) = arrived(send(data=(datum(**more),))).sightings

    assert (sighting.behaviour.data, sighting.found) == ("", ())


def test_a_reading_sends_nothing_and_rows_are_bounded():
    reading, sending = arrived(
        send(kind="read", api="value", target="field:email", data=(datum(),)),
        send(data=(datum(encoding=("base64",) * 30),) * 30, unread=10**9),
    ).sightings

    assert reading.found == ()
    assert len(sending.found) == 20
    assert all(len(one.encoding) == 12 for one in sending.found)
    assert sending.unread == 100_000


def test_words_that_are_not_ours_are_left_out():
    found = arrived(
        send(kind="Jane Planted"), send(api="Jane Planted"), send(kind="read", target="Jane:x")
    )

    assert found.sightings == ()


def test_what_goes_beyond_the_bounds_is_counted_as_lost():
    found = arrived(*[send()] * 510, lost=7)

    assert len(found.sightings) == 500
    assert found.lost == 17


@pytest.mark.parametrize(
    "more",
    [{"v": 2}, {"id": "short"}, {"site": "www.other.test"}, {"id": "Z" * 32}],
)
def test_a_batch_of_another_version_or_site_is_refused(more: dict[str, object]):
    with pytest.raises(BeaconError):
        arrived(send(), **more)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b'{"v":"1"}',
        b"[" * 50_000,
        b'{"x":' * 10_000,
        b'{"v":1,"id":1,"page":"","site":""}',
        b"\xff\xfe",
        b" " * (MOST_BYTES + 1),
    ],
)
def test_other_bytes_are_refused(body: bytes):
    with pytest.raises(BeaconError):
        arrival(body, site=SITE, page_class=page_class)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_give_an_arrival_or_the_declared_error(body: bytes):
    with pytest.raises(BeaconError):
        arrival(body, site=SITE, page_class=page_class)


@given(
    st.builds(
        Behaviour,
        kind=st.sampled_from(["send", "load", "read"]),
        api=st.text(),
        script=st.text(),
        target=st.text() | st.text().map("https://a.test/{}".format),
    )
)
def test_any_behaviour_comes_out_short_and_on_one_line(behaviour: Behaviour):
    for sighting in arrived(behaviour).sightings:
        texts = (sighting.behaviour.script, sighting.behaviour.target, sighting.behaviour.api)

        assert all(len(text) <= 300 for text in texts)
        assert not any(character in text for text in texts for character in "\n\r\x00")
