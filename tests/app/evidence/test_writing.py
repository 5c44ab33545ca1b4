import json
import re

import jsonschema
import pytest

from scriptward.app.evidence import writing
from scriptward.app.evidence.making import evidence, standards
from scriptward.app.evidence.summing import text
from scriptward.vocabulary.words import DataKind
from tests.app.evidence.runs import INBOX, PAY, finding, flow, renamed, run, script

HOSTILE = "</style><script>alert(1)</script>\x1b[31m\u202e=1+1{recipients}"
CONCLUDING = re.compile(
    r"violat|complian(?:t|ce)|certified|breach|\bsafe\b|anonym|illegal", re.IGNORECASE
)


def busy():
    return run(
        INBOX,
        PAY,
        scripts=(script(1, INBOX, PAY),),
        flows=(flow(1, INBOX, DataKind.EMAIL), flow(2, PAY, DataKind.CARD_DATA)),
        findings=(finding("HT-01", "PC-02"),),
        headers=((PAY, "content-security-policy", "default-src 'self'"),),
    )


def made(standard, *reports):
    return evidence(standard, [(report, "0" * 64) for report in reports or (busy(),)])


@pytest.mark.parametrize("standard", ["ftc", "hipaa", "pci", "state"])
def test_no_output_says_a_word_it_must_not_conclude_with(standard):
    pack = made(standard)

    said = writing.json(pack).decode() + writing.html(pack).decode() + text(pack)

    assert CONCLUDING.findall(said) == []


@pytest.mark.parametrize("standard", ["ftc", "hipaa", "pci", "state"])
def test_each_sentence_begins_with_its_verdict(standard):
    rules = [judged for pack in made(standard).packs for judged in pack.rules]

    assert [j.says for j in rules if not j.says.startswith(j.verdict.value)] == []


def test_the_json_validates_against_the_shipped_schema(checkout):
    schema = json.loads((checkout / "docs/evidence.schema.json").read_text())

    document = json.loads(writing.json(made("hipaa")))

    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["schema"] == "scriptward.evidence/1"


def test_hostile_text_is_inert_in_the_page():
    page = writing.html(made("hipaa", renamed(busy(), HOSTILE))).decode()

    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_hostile_text_is_inert_on_the_terminal():
    said = text(made("hipaa", renamed(busy(), HOSTILE)))

    assert "\x1b" not in said
    assert max(map(len, said.splitlines())) <= 100


def test_the_page_asks_nothing_of_the_network():
    page = writing.html(made("pci")).decode()

    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []
    assert "default-src 'none'" in page


def test_an_incomplete_run_is_said_first():
    page = writing.html(made("pci", run(PAY, complete=False))).decode()

    assert "rests on an incomplete run" in page.partition("<main>")[0]


def test_each_standard_has_its_packs():
    assert standards() == ("ftc", "hipaa", "pci", "state")
