from datetime import UTC, datetime

import pytest

BESIDE = b"email=maria.quill@harborlight.test&"


def _age() -> int:
    today = datetime.now(UTC).date()
    return today.year - 1980 - ((today.month, today.day) < (3, 14))


@pytest.mark.parametrize(
    "body, name",
    [
        (f"age={_age()}".encode(), "dob"),
        (f"patient_age={_age()}".encode(), "dob"),
        (b"yob=1980", "dob"),
        (b"birth_year=1980", "dob"),
        (b"initials=RQ", "full_name"),
        (b"areaCode=206", "phone"),
        (b"card_bin=424242", "card_number"),
        (b"last4=4242", "card_number"),
        (b"ssn_last4=1129", "ssn"),
        (b"password_length=12", "password"),
        (b"card=4242 **** **** 4242", "card_number"),
        (b"card=424242******4242", "card_number"),
        ("card=•••• •••• •••• 4242".encode(), "card_number"),
        (b"ssn=***-**-1129", "ssn"),
        (b"ssn=XXX-XX-1129", "ssn"),
    ],
)
def test_what_is_derived_beside_another_value_is_a_hint(in_body, body, name):
    found = in_body(BESIDE + body)

    assert [(leak.name, leak.certainty) for leak in found if leak.name != "p1.email"] == [
        (f"p1.{name}", "hint")
    ]


def test_a_masked_address_beside_another_value_is_a_hint(in_body):
    found = in_body(b"phone=2065550143&mail=m***%40harborlight.test")

    assert [(leak.name, leak.path) for leak in found if leak.certainty == "hint"] == [
        ("p1.email", "body.mail")
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"age={_age()}".encode(),
        b"yob=1980",
        b"initials=RQ",
        b"areaCode=206",
        b"last4=4242",
        b"password_length=12",
        b"card=4242 **** **** 4242",
        b"ssn=***-**-1129",
        b"mail=m***@harborlight.test",
    ],
)
def test_what_is_derived_says_nothing_alone(in_body, body):
    assert list(in_body(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        f"age={_age() + 2}".encode(),
        f"page={_age()}".encode(),
        b"year=1980",
        b"code=206",
        b"bin=411111",
        b"last4=1234",
        b"password_length=11",
        b"initials=RS",
        b"card=4111 **** **** 4242",
        b"card=**** **** **** 4243",
        b"card=****",
        b"ssn=***-**-1130",
        b"ssn=078-05-****",
        b"domain=harborlight.test",
        b"mail=k***@harborlight.test",
    ],
)
def test_what_only_looks_derived_is_quiet(in_body, body):
    assert [leak.name for leak in in_body(BESIDE + body)] == ["p1.email"]


def test_what_is_derived_from_a_value_that_is_there_is_not_said(in_body):
    found = in_body(b"email=maria.quill@harborlight.test&dob=1980-03-14&yob=1980")

    assert [leak.certainty for leak in found if leak.name == "p1.dob"] == ["observed_plain"]
