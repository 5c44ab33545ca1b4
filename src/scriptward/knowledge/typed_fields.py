"""What a typed field holds, in the few words that the live sensor has room for.

A digest of `field_kinds`: enough to choose how a value is matched in the page. Where it doesn't
know a field, the collector asks `kind_of_field` for its name. The sensor gets it generated.
"""

import re

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTER = re.compile(r"[^a-z]+")

PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("password", ("password", "pwd", "passcode", "one time code", "contrasena")),
    ("member_id", ("member id", "member no", "member number", "memberid", "subscriber id")),
    ("member_id", ("policy number", "insurance id", "group number", "mbi", "medicare number")),
    ("cvv", ("cvv", "cvc", "csc", "security code")),
    ("card_expiry", ("cc exp", "expiry date", "expiration date", "expiry", "exp date")),
    ("full_name", ("cc name", "name on card")),
    ("card_number", ("cc number", "card number", "cardnumber", "card no", "ccnum", "tarjeta")),
    ("ssn", ("ssn", "social security", "seguro social")),
    ("mrn", ("mrn", "medical record", "patient id", "chart number")),
    ("dob", ("dob", "birth date", "birthdate", "birthday", "date of birth", "bday", "nacimiento")),
    ("email", ("email", "e mail", "correo")),
    ("phone", ("phone", "tel", "telephone", "mobile", "cell", "telefono", "celular", "fax")),
    ("zip", ("zip", "zipcode", "postal code", "postcode", "postalcode", "codigo postal")),
    ("username", ("username", "user name", "userid", "user id", "login")),
    ("provider", ("provider", "doctor", "physician", "pcp", "medico")),
    ("search_phrase", ("search", "query", "q", "keyword", "keywords", "buscar")),
    ("message", ("company name", "organization name", "business name", "plan name")),
    ("given_name", ("first name", "given name", "fname", "firstname", "middle name", "nombre")),
    ("family_name", ("last name", "family name", "lname", "lastname", "surname", "apellido")),
    ("full_name", ("name", "fullname", "names")),
    ("city", ("city", "town", "ciudad", "address level2")),
    ("street_address", ("address", "street", "address line", "direccion", "calle")),
)
"""`(name of a value, words)`: the first whose words stand in the field's name. No kind's words need
digits, accents or a choice of letters."""

PLAIN = "message"
"""What a field holds of which nothing is known."""


def value_name(*, type: str, name: str, autocomplete: str) -> str:  # noqa: A002  # HTML's own word
    """The name of the value that a field holds, as a values file would give it, such as `dob`.

    By autofill token, then type, then words of its name.
    """
    for text in (autocomplete, type if type != "text" else "", name):
        words = f" {_NOT_LETTER.sub(' ', _CAMEL.sub(' ', text).lower()).strip()} "
        for found, phrases in PHRASES:
            if any(f" {phrase} " in words for phrase in phrases):
                return found
    return PLAIN
