"""The patient who doesn't exist."""

import re

import pytest

from scriptward.sources.scan.canaries import Patient, with_check_digit
from scriptward.sources.scan.forms import Field, fitting
from scriptward.vocabulary.words import DataKind


def test_one_name_has_one_value_and_two_names_have_two():
    patient = Patient()

    assert patient.value("email") == patient.value("email")
    assert patient.value("home.email") != patient.value("work.email")


def test_a_seed_gives_a_name_the_same_value_whatever_was_asked_for_before():
    one, other = Patient(seed=7), Patient(seed=7)
    asked = ("email", "dob", "reason", "card_number", "work.full_name")

    told = {name: one.value(name) for name in asked}

    assert {name: other.value(name) for name in reversed(asked)} == told
    assert Patient(seed=8).value("email") != told["email"]


@pytest.mark.parametrize(
    "name,shape",
    [
        ("email", r"[a-z]+\.[a-z]+\d{3}@mail\.example"),
        ("p001.phone", r"\d{3}-555-\d{4}"),
        ("dob", r"19\d\d-\d\d-2\d"),
        ("ssn", r"78\d-\d\d-\d{4}"),
        ("mrn", r"MRN 4\d{7}"),
        ("card_number", r"4000\d{12}"),
        ("exp", r"\d\d/3\d"),
        ("full_name", r"[A-Z][a-z]+ [A-Z][a-z]+"),
        ("anything_else", r"please call [a-z]+ about the [a-z]+ results"),
    ],
)
def test_a_value_looks_like_its_kind(name, shape):
    assert re.fullmatch(shape, Patient().value(name))


def test_a_card_number_passes_its_check():
    assert with_check_digit("7992739871") == "79927398713"


def test_a_given_value_is_used_and_stated():
    patient = Patient({"mrn": "MRN 40417733"})

    assert patient.value("mrn", "record-number") == "MRN 40417733"
    (value,) = patient.values()
    assert value.stated
    assert value.keys == ("record-number",)


def test_what_was_chosen_is_looked_for_under_the_field_s_name():
    patient = Patient()

    patient.note("reason", "Oncology", kind=DataKind.FORM_VALUE, stated=True)
    patient.note("reason", "ONC", kind=DataKind.FORM_VALUE, stated=True)

    assert [(v.name, v.text, v.keys) for v in patient.values()] == [
        ("reason", "Oncology", ("reason",)),
        ("reason2", "ONC", ("reason",)),
    ]


@pytest.mark.parametrize(
    "field,canary",
    [
        (Field(selector="", tag="input", type="email", name="mail"), "mail.email"),
        (Field(selector="", tag="input", type="date", name="born"), "born.dob"),
        (Field(selector="", tag="input", type="text", name="fname", label="First name"),
         "fname.given_name"),
        (Field(selector="", tag="input", type="text", name="n", autocomplete="cc-csc"), "n.cvv"),
        (Field(selector="", tag="textarea", type="textarea", name="x"), "x.message"),
    ],
)  # fmt: skip
def test_a_field_gets_the_canary_of_what_it_asks_for(field, canary):
    assert field.canary() == canary


def test_a_number_field_takes_digits_alone():
    assert fitting("MRN 40417733", type="number") == "40417733"
