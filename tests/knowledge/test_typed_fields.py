import pytest

from scriptward.knowledge.field_kinds import kind_of_field, kind_of_name
from scriptward.knowledge.typed_fields import PHRASES, PLAIN, value_name
from scriptward.vocabulary.words import DataKind

_ALL = [(name, phrase) for name, phrases in PHRASES for phrase in phrases]


@pytest.mark.parametrize(
    "name,phrase", [(name, phrase) for name, phrase in _ALL if name not in {PLAIN, "search_phrase"}]
)
def test_a_phrase_says_the_kind_that_the_whole_table_says(name: str, phrase: str):
    whole = kind_of_field(type="text", name=phrase, autocomplete="", label="")

    assert kind_of_name(name) in {whole, DataKind.NAME}
    assert whole is not None


@pytest.mark.parametrize(
    "type_,name,autocomplete,wanted",
    [
        ("text", "q17", "shipping postal-code", "zip"),
        ("email", "contact", "", "email"),
        ("tel", "contact", "off", "phone"),
        ("password", "x", "", "password"),
        ("text", "patient[firstName]", "", "given_name"),
        ("text", "patient_last_name", "", "family_name"),
        ("text", "dateOfBirth", "", "dob"),
        ("text", "businessName", "", "message"),
        ("text", "ccNumber", "cc-csc", "cvv"),
        ("text", "email2", "", "email"),
        ("textarea", "reason", "", "message"),
        ("search", "", "", "search_phrase"),
    ],
)
def test_a_field_is_known_by_autofill_type_or_name(
    type_: str, name: str, autocomplete: str, wanted: str
):
    assert value_name(type=type_, name=name, autocomplete=autocomplete) == wanted
