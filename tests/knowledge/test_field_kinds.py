import time

import pytest

from scriptward.knowledge.field_kinds import kind_of_field, kind_of_name
from scriptward.vocabulary.words import DataKind


@pytest.mark.parametrize(
    "name,kind",
    [
        ("email", DataKind.EMAIL),
        ("phone", DataKind.PHONE),
        ("full_name", DataKind.NAME),
        ("given_name", DataKind.NAME),
        ("family_name", DataKind.NAME),
        ("name", DataKind.NAME),
        ("dob", DataKind.DOB),
        ("ssn", DataKind.SSN),
        ("mrn", DataKind.MRN),
        ("member_id", DataKind.MEMBER_ID),
        ("street_address", DataKind.ADDRESS),
        ("city", DataKind.ADDRESS),
        ("zip", DataKind.ZIP),
        ("search_phrase", DataKind.SEARCH_TERM),
        ("search", DataKind.SEARCH_TERM),
        ("condition", DataKind.CONDITION),
        ("symptom", DataKind.CONDITION),
        ("medication", DataKind.MEDICATION),
        ("provider", DataKind.PROVIDER_NAME),
        ("department", DataKind.APPOINTMENT),
        ("appointment_id", DataKind.APPOINTMENT),
        ("reason", DataKind.APPOINTMENT),
        ("card_number", DataKind.CARD_DATA),
        ("card", DataKind.CARD_DATA),
        ("card_expiry", DataKind.CARD_DATA),
        ("exp", DataKind.CARD_DATA),
        ("cvv", DataKind.CARD_DATA),
        ("username", DataKind.USERNAME),
        ("password", DataKind.PASSWORD),
        ("message", DataKind.FREE_TEXT),
        ("page_path", DataKind.URL_PATH),
        ("p001.email", DataKind.EMAIL),
        ("a.b.given_name", DataKind.NAME),
        ("p001.favourite_colour", DataKind.FREE_TEXT),
        ("", DataKind.FREE_TEXT),
    ],
)
def test_the_part_after_the_last_dot_says_the_kind(name, kind):
    assert kind_of_name(name) is kind


@pytest.mark.parametrize(
    "type_,name,autocomplete,label,kind",
    [
        ("text", "x1", "given-name", "", DataKind.NAME),
        ("text", "x1", "section-a shipping street-address", "", DataKind.ADDRESS),
        ("text", "x1", "billing address-line1", "", DataKind.ADDRESS),
        ("text", "x1", "home tel-national", "", DataKind.PHONE),
        ("text", "x1", "cc-number", "", DataKind.CARD_DATA),
        ("text", "x1", "bday-year", "", DataKind.DOB),
        ("text", "x1", "username webauthn", "", DataKind.USERNAME),
        ("text", "x1", "postal-code", "", DataKind.ZIP),
        ("email", "contact", "", "", DataKind.EMAIL),
        ("tel", "n", "off", "", DataKind.PHONE),
        ("password", "p", "", "", DataKind.PASSWORD),
        ("search", "s", "", "", DataKind.SEARCH_TERM),
        ("text", "q", "", "", DataKind.SEARCH_TERM),
        ("text", "firstName", "", "", DataKind.NAME),
        ("text", "patient_last_name", "", "", DataKind.NAME),
        ("text", "emailAddress", "", "", DataKind.EMAIL),
        ("text", "a", "", "Email address", DataKind.EMAIL),
        ("date", "dob", "", "Date of birth", DataKind.DOB),
        ("text", "", "", "Fecha de nacimiento", DataKind.DOB),
        ("text", "", "", "Número de la seguridad social", DataKind.SSN),
        ("text", "vorname", "", "", DataKind.NAME),
        ("text", "", "", "Geburtsdatum", DataKind.DOB),
        ("text", "", "", "Krankenversichertennummer", DataKind.MEMBER_ID),
        ("text", "", "", "Straße und Hausnummer", DataKind.ADDRESS),
        ("text", "", "", "Handynummer", DataKind.PHONE),
        ("textarea", "", "", "Ihre Beschwerden", DataKind.CONDITION),
        ("text", "", "", "Gewünschter Termin: Ärztin", DataKind.APPOINTMENT),
        ("text", "", "", "Behandelnde Ärztin", DataKind.PROVIDER_NAME),
        ("text", "", "", "Prénom", DataKind.NAME),
        ("text", "", "", "Date de naissance", DataKind.DOB),
        ("text", "", "", "Téléphone portable", DataKind.PHONE),
        ("text", "", "", "Cognome", DataKind.NAME),
        ("text", "", "", "Codice fiscale", DataKind.SSN),
        ("text", "", "", "Data de nascimento", DataKind.DOB),
        ("text", "", "", "Endereço", DataKind.ADDRESS),
        ("text", "", "", "Nomenclature", None),
        ("text", "", "", "Correo electrónico", DataKind.EMAIL),
        ("text", "mrn", "", "", DataKind.MRN),
        ("text", "", "", "Medical record number", DataKind.MRN),
        ("text", "", "", "Insurance member ID", DataKind.MEMBER_ID),
        ("text", "subscriberId", "", "", DataKind.MEMBER_ID),
        ("text", "", "", "Guarantor account number", DataKind.ACCOUNT_NUMBER),
        ("text", "", "", "Social Security number", DataKind.SSN),
        ("text", "cardNumber", "", "", DataKind.CARD_DATA),
        ("text", "", "", "Name on card", DataKind.CARD_DATA),
        ("text", "", "", "Security code", DataKind.CARD_DATA),
        ("text", "exp-date", "", "", DataKind.CARD_DATA),
        ("text", "", "", "Numéro de carte", DataKind.CARD_DATA),
        ("text", "", "", "Cryptogramme visuel", DataKind.CARD_DATA),
        ("text", "", "", "Kartennummer", DataKind.CARD_DATA),
        ("text", "exp", "", "Expiration date of coverage", None),
        ("text", "licenseExpiration", "", "", None),
        ("text", "giftcard", "", "Gift card code", None),
        ("text", "", "", "Library card number", None),
        ("text", "", "", "Gift aid: name on card", DataKind.CARD_DATA),
        ("text", "", "", "What are your symptoms?", DataKind.CONDITION),
        ("textarea", "notes", "", "Current medications", DataKind.MEDICATION),
        ("select", "reason", "", "Reason for visit", DataKind.APPOINTMENT),
        ("select", "specialty", "", "", DataKind.APPOINTMENT),
        ("text", "doctor", "", "Doctor's name", DataKind.PROVIDER_NAME),
        ("text", "zipcode", "", "ZIP", DataKind.ZIP),
        ("text", "city", "", "", DataKind.ADDRESS),
        ("hidden", "lat", "", "", DataKind.GEO_PRECISE),
        ("textarea", "x", "", "", DataKind.FREE_TEXT),
        ("text", "userId", "", "", DataKind.USERNAME),
        ("text", "companyName", "", "", None),
        ("checkbox", "agree", "", "I agree", None),
        ("submit", "email", "", "Send", None),
        ("text", "xyzzy", "", "", None),
        ("text", "ename", "", "", None),
    ],
)
def test_a_field_says_what_it_asks_for(type_, name, autocomplete, label, kind):
    assert kind_of_field(type=type_, name=name, autocomplete=autocomplete, label=label) is kind


def test_a_label_of_a_megabyte_takes_no_time():
    label = "patient " * 125_000

    started = time.process_time()
    kind_of_field(type="text", name=label, autocomplete=label, label=label)

    assert time.process_time() - started < 0.1
