"""What the debugger answers in the network's place."""

import pytest

from scriptward.lib.digests import sha256_hex
from scriptward.sources.scan.protocol import NetworkRequest
from scriptward.sources.vet.answering import Answers, Given
from scriptward.sources.vet.bait import laid
from scriptward.sources.vet.journey import PATHS, SITE, driven

URL = 'https://cdn.example.test/tag.js?a=1&b="<script>'
CODE = b"let a = 1;"


@pytest.fixture
def bait():
    return laid()


def answers(bait, *, online=False, module=False):
    return Answers(Given(url=URL, code=CODE, module=module), bait, online=online)


def asked(one, url, kind="Fetch", **more):
    return one(NetworkRequest(url=url, **more), kind)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_the_script_and_no_place_left_open(bait, path):
    text = asked(answers(bait), SITE + path, "Document").body.decode()

    assert '<script src="https://cdn.example.test/tag.js?a=1&amp;b=%22%3Cscript>"></script>' in text
    assert "$" not in text


def test_a_module_is_loaded_as_one(bait):
    text = asked(answers(bait, module=True), SITE + PATHS[0], "Document").body.decode()

    assert 'type="module"' in text


def test_the_script_is_served_at_its_address_to_any_page(bait):
    answer = asked(answers(bait), f"{URL}#x", "Script", headers={"Origin": SITE})

    assert answer.body == CODE
    assert ("Access-Control-Allow-Origin", SITE) in answer.headers


@pytest.mark.parametrize(
    "kind,status,body",
    [
        ("Fetch", 200, b"{}"),
        ("Script", 200, b";"),
        ("Stylesheet", 200, b""),
        ("Ping", 204, b""),
        ("Other", 204, b""),
    ],
)
def test_everybody_else_is_answered_with_nothing_in_particular(bait, kind, status, body):
    answer = asked(answers(bait), "https://in.example.test/b", kind, method="POST")

    assert (answer.status, answer.body) == (status, body)


def test_online_the_network_answers_for_everybody_else_alone(bait):
    one = answers(bait, online=True)

    assert asked(one, "https://in.example.test/b") is None
    assert asked(one, URL, "Script") is not None
    assert asked(one, f"{SITE}/kept", "Document").status == 204


def test_the_pages_own_code_is_known_by_its_hashes(bait):
    one = answers(bait)
    text = asked(one, SITE + PATHS[-1], "Document").body.decode()
    code = text.partition("<script>")[2].partition("</script>")[0]

    assert sha256_hex(code.encode()) in one.own_code
    assert sha256_hex(CODE) not in one.own_code


def test_bait_is_another_in_every_run_and_all_of_it_is_looked_for(bait):
    other = laid()

    assert not set(bait.texts.values()) & set(other.texts.values())
    assert {value.text for value in bait.values} == set(bait.texts.values())


def test_the_journey_numbers_its_steps(bait):
    lines = [step.line for step in driven().steps]

    assert lines == sorted(set(lines))
