"""The live leak detector says what the scan's says: the same cases, in a real page."""

import hashlib
import subprocess
from itertools import groupby

import pytest

from scriptward.analysis.leaks.shape import Shape
from scriptward.vocabulary.words import Certainty
from tests.sensor.shared_cases import Case, Ways, alphabet_apart, cases
from tools import sensor_build

SEEDS = (1, 2, 3)
EACH = 1_000
TYPED = {
    "mira@home.test": Shape.EMAIL,
    "(503) 555-0142": Shape.PHONE,
    "+1 503 555 0142": Shape.PHONE,
    "4111 1111 1111 1111": Shape.PHONE,
    "786-41-9017": Shape.PHONE,
    "1961-04-17": Shape.DATE,
    "4/17/1961": Shape.DATE,
    "Mira": Shape.NAME,
    "O'Hara-Peña": Shape.NAME,
    "Mira Brightwater": Shape.FULL_NAME,
    "97201-4417": Shape.ZIP,
    "03/27": Shape.EXPIRY,
    "514": Shape.CVV,
    "no": Shape.SHORT,
    "MRN 40417733": Shape.CODE,
    "my knee hurts, since March": Shape.TEXT,
}


@pytest.fixture(scope="module")
def matcher(tmp_path_factory, chromium, served):
    """A page in which `matcher` is the live matcher, built from the sources as they are."""
    out = tmp_path_factory.mktemp("match") / "match.mjs"
    root = sensor_build.ROOT
    esbuild = root / "node_modules" / "esbuild" / "bin" / "esbuild"
    entry = root / "sensor" / "test" / "match.entry.ts"
    words = ["--format=esm", "--bundle", "--minify", "--log-level=error", f"--outfile={out}"]
    words.append("--define:GUARD=false")
    subprocess.run([next(sensor_build.nodes()), esbuild, entry, *words], check=True)
    served.bodies["match.js"] = out.read_bytes()
    page = chromium.new_page()
    page.goto(served.url("quiet.html", "localhost"))
    page.evaluate("async () => { window.matcher = await import('/match.js'); }")
    yield page
    page.close()


@pytest.fixture(scope="module")
def asked() -> list[Case]:
    return [case for seed in SEEDS for case in cases(EACH, seed=seed)]


def answers(matcher, asked):
    """What the page says of each case; one person's values are compiled once."""
    for _, group in groupby(asked, key=lambda case: id(case.values)):
        wires = [case.wire() for case in group]
        yield from matcher.evaluate(
            "([values, all]) => matcher.everyMatch(values, all)", [wires[0]["values"], wires]
        )


def ways(names: list[str], answer) -> Ways:
    """What the page found, in the words of the shared cases."""
    return {
        (names[index], where, certainty == Certainty.OBSERVED_HASH_MATCH): {
            (certainty, tuple(map(alphabet_apart, chain)))
        }
        for index, where, certainty, chain in answer["found"]
    }


def test_both_detectors_agree_on_every_case(matcher, asked):
    wrong = [
        (case.request, case.expected, found)
        for case, answer in zip(asked, answers(matcher, asked), strict=True)
        if not case.agrees(found := ways(list(case.values), answer)) or not answer["whole"]
    ]

    assert len(asked) >= 2_000
    assert wrong == []


def test_the_cases_hold_what_they_must(asked):
    found = [
        (place, way) for case in asked for place, ways in case.expected.items() for way in ways
    ]

    assert sum(not case.expected for case in asked) >= 500
    assert {layer for _, (_, chain) in found for layer in chain} == {
        *("percent", "json", "base64", "hex", "sha256", "sha1", "md5")
    }
    assert {where for (_, where, _), _ in found} >= {
        *("url-path", "url-query", "url-fragment", "header", "body")
    }
    assert {name for (name, _, _), _ in found} == set(asked[0].values)
    assert max(len(chain) for _, (_, chain) in found) >= 4


@pytest.mark.parametrize("size", [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 500])
def test_digests_are_those_of_the_standards(matcher, size):
    text = ("Grüße, " * 80)[:size]
    wanted = {
        name: hashlib.new(name, text.encode()).hexdigest() for name in ("md5", "sha1", "sha256")
    }

    assert matcher.evaluate("(text) => matcher.digests(text)", text) == wanted


@pytest.mark.parametrize(
    "body",
    ["a" * 3_000_000, "%41" * 900_000, "QUJD" * 700_000, '"\\' * 900_000, "a@b.co " * 400_000],
)
def test_a_payload_of_megabytes_is_read_in_part_and_said_so(matcher, body):
    asked = {
        "values": [{"shape": 1, "key": "email", "text": "a@b.co"}],
        "url": "https://in.vendor.test/c?e=a@b.co",
        "headers": [],
        "body": body,
    }

    answer = matcher.evaluate("(one) => matcher.matched(one)", asked)

    assert answer["whole"] is False
    assert [0, "url-query", "observed_plain", []] in answer["found"]


@pytest.mark.parametrize(
    "made,where",
    [
        ("new URLSearchParams({e: 'mira@home.test'})", "body"),
        (
            "(() => { const f = new FormData(); f.append('e', 'mira@home.test'); return f; })()",
            "body",
        ),
        ("new TextEncoder().encode('e=mira@home.test')", "body"),
        ("new TextEncoder().encode('e=mira@home.test').buffer", "body"),
    ],
)
def test_bodies_of_every_sort_that_can_be_read_are(matcher, made, where):
    found = matcher.evaluate(
        f"matcher.matched({{values: [{{shape: 1, key: 'e', text: 'mira@home.test'}}], url: '',"
        f" headers: [], body: {made}}})"
    )

    assert found["whole"] is True
    assert [row[1] for row in found["found"]] == [where]


def test_a_typed_text_has_the_shape_it_is_written_in(matcher):
    shapes = list(Shape)

    assert matcher.evaluate("(all) => matcher.shapes(all)", list(TYPED)) == [
        shapes.index(shape) for shape in TYPED.values()
    ]


@pytest.mark.parametrize(
    "typed,sent",
    [
        ("4111 1111 1111 1111", "4111-1111-1111-1111"),
        ("786-41-9017", "786419017"),
        ("786419017", "786-41-9017"),
        ("(503) 555-0142", "+15035550142"),
        ("4/17/1961", "1961-04-17"),
    ],
)
def test_a_number_without_a_name_is_known_in_its_other_forms(matcher, typed, sent):
    found = matcher.evaluate(
        f"matcher.matched({{values: [{{shape: matcher.shapes(['{typed}'])[0], key: 'x',"
        f" text: '{typed}'}}], url: '', headers: [], body: 'a={sent}'}})"
    )

    assert [row[1:] for row in found["found"]] == [["body", "observed_plain", []]]
