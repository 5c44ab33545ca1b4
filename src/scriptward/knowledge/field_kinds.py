"""Which kind of data a form field asks for, and which kind a name in a values file stands for.

Autofill tokens: WHATWG HTML, "Autofill" (4.10.18.7.1). Words: our own, English and Spanish;
German, French, Italian and Portuguese for what forms of patients ask most.
"""

import re
from functools import lru_cache

from scriptward.lib.plain_words import plain_words
from scriptward.vocabulary.words import DataKind

_LONGEST = 300
"""Characters of a name or label that are looked at: a page may send a novel."""

_NAMES: dict[str, DataKind] = {
    "email": DataKind.EMAIL,
    "phone": DataKind.PHONE,
    "full_name": DataKind.NAME,
    "name": DataKind.NAME,
    "given_name": DataKind.NAME,
    "family_name": DataKind.NAME,
    "dob": DataKind.DOB,
    "ssn": DataKind.SSN,
    "mrn": DataKind.MRN,
    "member_id": DataKind.MEMBER_ID,
    "street_address": DataKind.ADDRESS,
    "city": DataKind.ADDRESS,
    "zip": DataKind.ZIP,
    "search_phrase": DataKind.SEARCH_TERM,
    "search": DataKind.SEARCH_TERM,
    "condition": DataKind.CONDITION,
    "symptom": DataKind.CONDITION,
    "medication": DataKind.MEDICATION,
    "provider": DataKind.PROVIDER_NAME,
    "department": DataKind.APPOINTMENT,
    "appointment_id": DataKind.APPOINTMENT,
    "reason": DataKind.APPOINTMENT,
    "card_number": DataKind.CARD_DATA,
    "card": DataKind.CARD_DATA,
    "card_expiry": DataKind.CARD_DATA,
    "exp": DataKind.CARD_DATA,
    "cvv": DataKind.CARD_DATA,
    "username": DataKind.USERNAME,
    "password": DataKind.PASSWORD,
    "message": DataKind.FREE_TEXT,
    "page_path": DataKind.URL_PATH,
}

_AUTOFILL: dict[str, DataKind] = {
    "name": DataKind.NAME,
    "honorific-prefix": DataKind.NAME,
    "given-name": DataKind.NAME,
    "additional-name": DataKind.NAME,
    "family-name": DataKind.NAME,
    "honorific-suffix": DataKind.NAME,
    "nickname": DataKind.NAME,
    "username": DataKind.USERNAME,
    "new-password": DataKind.PASSWORD,
    "current-password": DataKind.PASSWORD,
    "one-time-code": DataKind.PASSWORD,
    "street-address": DataKind.ADDRESS,
    "country": DataKind.ADDRESS,
    "country-name": DataKind.ADDRESS,
    "postal-code": DataKind.ZIP,
    "sex": DataKind.FORM_VALUE,
    "email": DataKind.EMAIL,
    "impp": DataKind.USER_ID,
}
_AUTOFILL_FAMILIES: tuple[tuple[str, DataKind], ...] = (
    ("address-", DataKind.ADDRESS),
    ("cc-", DataKind.CARD_DATA),
    ("bday", DataKind.DOB),
    ("tel", DataKind.PHONE),
)

_TYPES: dict[str, DataKind] = {
    "email": DataKind.EMAIL,
    "tel": DataKind.PHONE,
    "password": DataKind.PASSWORD,
    "search": DataKind.SEARCH_TERM,
    "textarea": DataKind.FREE_TEXT,
}
_NO_DATA = frozenset({"submit", "button", "reset", "image", "file"})

WORDS: tuple[tuple[DataKind | None, str], ...] = (
    (
        DataKind.PASSWORD,
        (
            r"pass ?(word|code|phrase)s?|pwd|contrasena|one time code|otp|pin code"
            r"|passwort|kennwort|mot de passe|senha"
        ),
    ),
    (
        DataKind.MEMBER_ID,
        (
            r"(member|subscriber|policy|insurance|insured|beneficiary|medicare|medicaid|group|plan)"
            r"( card)? (id|number|no|num|nr)|(member|subscriber|policy|medicare)(id|number|no)|mbi"
            r"|(kranken)?versicherten ?(nummer|nr)|mitgliedsnummer|numero d (assure|adherent)"
        ),
    ),
    (
        None,
        (
            r"(gift|library|loyalty|rewards?|discount|store|phone|business|punch|green) ?cards?"
            r"( (code|id|number|no|num|nr))?"
            r"|(coverage|licen[cs]e|passport|visa|polic(y|ies)|plan|insurance|membership|permit|id"
            r"|offer|coupon|certificate) (exp|expiry|expiration|expires)( date)?"
            r"|(exp|expiry|expiration) ?(date )?of (your |the )?(coverage|licen[cs]e|passport|visa"
            r"|policy|plan|insurance|membership|permit|id|offer)"
        ),
    ),
    (
        DataKind.CARD_DATA,
        (
            r"(credit|debit|card|cc) (number|no|num|nr|card|holder|code|type)|(name|nombre) on card"
            r"|card(number|no|num|holder)|cc ?(num(ber)?|name|exp|csc|type)|cvv2?|cvc2?|csc|pan"
            r"|security code|exp(iry|iration)? ?(date|month|year|mm|yy)?|tarjeta"
            r"|numero de (la )?carte|carte (bancaire|de credit)|cryptogramme|kreditkarten?(nummer)?"
            r"|kartennummer|kartenprufnummer|numero (della )?carta"
        ),
    ),
    (
        DataKind.SSN,
        (
            r"ssn|social security( number)?|itin|seguro social|seguridad social|securite sociale"
            r"|sozialversicherungsnummer|codice fiscale|cpf"
        ),
    ),
    (
        DataKind.MRN,
        (
            r"mrn|medical record( number| no| id)?|(patient|chart) ?(id|number|no)"
            r"|(historia clinica|expediente)"
        ),
    ),
    (
        DataKind.ACCOUNT_NUMBER,
        (
            r"(account|acct|guarantor|invoice|statement|bill|routing|iban)( account)?"
            r" ?(id|number|no|num|nr)|iban"
        ),
    ),
    (
        DataKind.DOB,
        (
            r"dob|birth ?(date|day)?|birthdate|date of birth|bday|fecha (de )?nacimiento|nacimiento"
            r"|geburts(datum|tag)|(date de )?naissance|data di nascita|nascita|nascimento"
        ),
    ),
    (DataKind.EMAIL, r"e ?mail|correo( electronico)?|courriel"),
    (
        DataKind.PHONE,
        (
            r"(tele|cell ?|mobile ?)?phone|mobile|cell|tel|telefono|celular|fax"
            r"|telefon(nummer)?|handy(nummer)?|rufnummer|telephone|cellulare|telefone"
        ),
    ),
    (DataKind.ZIP, r"zip( ?code)?|post(al)? ?code|codigo postal|plz|postleitzahl|code postal|cep"),
    (DataKind.GEO_PRECISE, r"lat(itude)?|lng|lon(gitude)?|geo ?(location|position)|coordinates"),
    (DataKind.USERNAME, r"user ?(name|id)|login( id| name)?|usuario|benutzername"),
    (
        DataKind.MEDICATION,
        (
            r"medications?|medicines?|drugs?|prescriptions?|rx( number)?|refills?|pharmacy"
            r"|medicamentos?|receta|farmacia|medikamente?|rezept|ordonnance|farmaci|ricetta"
        ),
    ),
    (
        DataKind.CONDITION,
        (
            r"symptoms?|conditions?|diagnos[ei]s|illness|disease|allerg(y|ies)|complaint"
            r"|(medical|health|surgical|family) history|pain|concerns?|pregnan(t|cy)|disability"
            r"|sintomas?|enfermedad|alergias?|diagnostico|symptome|beschwerden|diagnose"
            r"|(vor)?erkrankung(en)?|symptomes?|maladie|sintomi|malattia|doenca"
        ),
    ),
    (
        DataKind.APPOINTMENT,
        (
            r"appointments?|appt|(reason|visit|purpose)( for| of)?( your)?( visit| reason| type)?"
            r"|department|specialt(y|ies)|service line|preferred (date|time|day|location)|clinic"
            r"|cita|motivo|especialidad|departamento|(wunsch)?termin|fachabteilung|rendez vous"
            r"|motif( de (la )?(visite|consultation))?|appuntamento|consulta"
        ),
    ),
    (
        DataKind.PROVIDER_NAME,
        (
            r"providers?( name)?|doctors?( name)?|physicians?( name)?|pcp|npi|surgeon|dentist"
            r"|medico|arzt|arztin|medecin"
        ),
    ),
    (DataKind.SEARCH_TERM, r"search|query|keywords?|q|buscar|busqueda|find|suche|recherche"),
    (
        None,
        (
            r"(company|employer|organi[sz]ation|business|file|event|product|plan|hospital|facility)"
            r" ?name"
        ),
    ),
    (
        DataKind.NAME,
        (
            r"(first|last|middle|full|given|family|maiden|patient|your|contact|guardian|parent|sur"
            r"|fore|f|l) ?names?|names?|nombres?|apellidos?|fname|lname|initials?"
            r"|(vor|nach|familien)name|(pre)?nom|(cog|sobre)?nome"
        ),
    ),
    (
        DataKind.ADDRESS,
        (
            r"(street|home|mailing|billing)? ?address( line)?( ?[123])?|street|city|town|county"
            r"|state|province|country|direccion|calle|ciudad|estado|pais"
            r"|stra(ss| )e|hausnummer|anschrift|adresse|wohnort|ville|indirizzo|citta|endereco"
        ),
    ),
    (
        DataKind.FREE_TEXT,
        (
            r"messages?|comments?|notes?|questions?|details|description|feedback|mensaje"
            r"|comentarios?|nachricht|bemerkung(en)?|messaggio|mensagem"
        ),
    ),
)
_COMPILED = tuple(
    (kind, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.ASCII)) for kind, words in WORDS
)
_OF_ANYTHING = re.compile(r"security code|exp(iry|iration)? ?(date|month|year|mm|yy)?")
"""Words of fields for a card that other things have as well: a licence expires, a sign-in has a
security code."""


def kind_of_name(name: str) -> DataKind:
    """The kind a canary or an entry of a values file stands for: the part after its last dot."""
    last = name.rpartition(".")[2].strip().lower().replace("-", "_")
    return _NAMES.get(last, DataKind.FREE_TEXT)


def kind_of_field(*, type: str, name: str, autocomplete: str, label: str) -> DataKind | None:  # noqa: A002  # HTML's own word
    """What a field asks for, by autofill token, then words of name and label, then type.

    None where nothing says it: the caller decides what an unnamed field is.
    """
    return _kind_of_field(
        type[:_LONGEST].strip().lower(), name[:_LONGEST], autocomplete[:_LONGEST], label[:_LONGEST]
    )


def parts_of(field: str) -> tuple[str, str, str, str]:
    """Type, name, autocomplete and label of a field as a page's snapshot writes it."""
    type_, name, autocomplete, label = (*field.split("|", 3), "", "", "")[:4]
    return type_, name, autocomplete, label


def is_for_cards(*, type: str, name: str, autocomplete: str, label: str) -> bool:  # noqa: A002
    """Whether a field tells by itself that a card is asked for: not by words other things have."""
    if kind_of_field(type=type, name=name, autocomplete=autocomplete, label=label) is not (
        DataKind.CARD_DATA
    ):
        return False
    if _by_autofill(autocomplete[:_LONGEST]):
        return True
    texts = (_OF_ANYTHING.sub(" ", plain_words(text[:_LONGEST])) for text in (name, label))
    return _by_words(*texts) is DataKind.CARD_DATA


@lru_cache(maxsize=4096)
def _kind_of_field(type_: str, name: str, autocomplete: str, label: str) -> DataKind | None:
    if type_ in _NO_DATA:
        return None
    if kind := _by_autofill(autocomplete):
        return kind
    if type_ in {"email", "tel", "password"}:
        return _TYPES[type_]
    return _by_words(name, label) or _TYPES.get(type_)


def _by_autofill(autocomplete: str) -> DataKind | None:
    for token in reversed(autocomplete.lower().split()):
        if kind := _AUTOFILL.get(token):
            return kind
        for beginning, kind in _AUTOFILL_FAMILIES:
            if token.startswith(beginning):
                return kind
    return None


def _by_words(*texts: str) -> DataKind | None:
    words = [plain_words(text) for text in texts]
    for kind, pattern in _COMPILED:
        if any(pattern.search(text) for text in words):
            return kind
    return None
