"""Invented patients: one value of each kind that the command line knows."""

import base64
import random
import string
import unicodedata

GIVEN = [
    "Rose",
    "Mark",
    "Hope",
    "May",
    "Grace",
    "Priya",
    "Xavier",
    "Ingrid",
    "Tomás",
    "Wei",
    "Amara",
    "Dmitri",
    "Chloë",
    "Jordan",
    "Zoé",
    "Björn",
    "Nadia",
    "Will",
    "Faith",
    "Ruby",
    "Ángela",
    "Olu",
    "Sören",
    "Marguerite",
]
FAMILY = [
    "Quill",
    "Okafor",
    "Lindqvist",
    "Harlow",
    "Nakamura",
    "Peña",
    "Brightwater",
    "Stone",
    "Young",
    "Feather",
    "O'Dowd",
    "Müller",
    "Vance-Abara",
    "Łukaszyk",
    "Whitlock",
    "Day",
    "Rivers",
    "Castellanos",
]
STREETS = (
    "Juniper Ln", "Old Mill Rd", "N 34th St", "Harbor View Dr", "Saint Claude Ave #4",
    "Peach & Vine Ct", "Camino del Río",
)  # fmt: skip
CITIES = [
    "Portland", "Tacoma", "Eugene", "Boise", "Missoula", "Yakima", "Spokane", "Astoria",
    "Pendleton", "Wenatchee", "Walla Walla", "Coeur d'Alene", "Forest Grove",
]  # fmt: skip
CONDITIONS = (
    "type 2 diabetes", "anxiety disorder", "breast cancer", "chronic back pain", "asthma",
    "Crohn's disease", "endometriosis", "bipolar disorder", "Hepatitis C", "HIV infection",
    "opioid dependence", "sleep apnea", "Ménière's disease",
)  # fmt: skip
DRUGS = (
    "sertraline 50 mg", "metformin", "lisinopril 10mg", "albuterol inhaler", "levothyroxine",
    "buprenorphine/naloxone", "Truvada", "insulin glargine 100 units/mL", "methotrexate 2.5 mg",
)  # fmt: skip
DEPARTMENTS = (
    "Pediatric Oncology", "Behavioral Health", "Reproductive Endocrinology", "Cardiology",
    "Ear, Nose & Throat", "Addiction Medicine",
)  # fmt: skip
REASONS = (
    "follow-up after surgery", "abnormal mammogram result", "medication refill request",
    "pregnancy test", "second opinion on MRI", "mole that changed colour",
)  # fmt: skip
SYMPTOMS = (
    "sharp chest pain", "numbness in left arm", "blood in urine", "panic attacks at night",
    "swollen ankles", "ringing in both ears",
)  # fmt: skip
SENTENCES = (
    "I can't sleep and the new tablets make it worse",
    "please don't call me at work about the biopsy",
    "my daughter has had a fever since Tuesday & won't eat",
    "could the doctor look at the “blue” rash again",
    'the pharmacy said "not covered" for the second time',
    "I stopped taking the pills <10 days ago> because of nausea",
)

CORE = (
    "email", "phone", "full_name", "given_name", "family_name", "dob", "ssn", "mrn", "member_id",
    "street_address", "zip", "search_phrase", "condition", "medication", "card_number", "cvv",
    "password", "message",
)  # fmt: skip
"""The 18 of each patient; the rest are drawn by `patient`."""


def patient(dice: random.Random) -> dict[str, str]:
    """18 values of an invented person, and some of nine more kinds."""
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    area, last = dice.randint(201, 989), dice.randint(100, 199)
    birth = (dice.randint(1931, 2008), dice.randint(1, 12), dice.randint(1, 28))
    city = dice.choice(CITIES)
    core = {
        "email": _mailbox(given, family, dice),
        "phone": dice.choice(("({}) 555-0{}", "{}-555-0{}", "{}.555.0{}", "+1 {} 555 0{}")).format(
            area, last
        ),
        "full_name": f"{given} {family}",
        "given_name": given,
        "family_name": family,
        "dob": dice.choice(("{0}-{1:02}-{2:02}", "{1:02}/{2:02}/{0}")).format(*birth),
        "ssn": f"{dice.randint(900, 999)}-{dice.randint(10, 99)}-{dice.randint(1000, 9999)}",
        "mrn": dice.choice(("MRN{}", "MRN {}", "{}")).format(dice.randint(10**7, 10**8 - 1)),
        "member_id": f"{_letters(dice, 3)}{dice.randint(10**8, 10**9 - 1)}",
        "street_address": f"{dice.randint(10, 9999)} {dice.choice(STREETS)}",
        "zip": str(dice.randint(10001, 99949)),
        "search_phrase": f"{dice.choice(CONDITIONS)} specialist near {dice.choice(CITIES)}",
        "condition": dice.choice(CONDITIONS),
        "medication": dice.choice(DRUGS),
        "card_number": _card(dice),
        "cvv": str(dice.randint(100, 999)),
        "password": base64.b32encode(dice.randbytes(8)).decode()[:11].title() + dice.choice("!$&%"),
        "message": dice.choice(("Day {}: {}; thank you", "Note {} of mine.\n{}, as I said")).format(
            dice.randint(100, 99999), dice.choice(SENTENCES)
        ),
    }
    more = _more(given, family, city, dice)
    return core | {name: more[name] for name in dice.sample(list(more), dice.randint(3, len(more)))}


def _more(given: str, family: str, city: str, dice: random.Random) -> dict[str, str]:
    slug = dice.choice(CONDITIONS).lower().replace(" ", "-").replace("'", "")
    return {
        "city": city,
        "provider": f"Dr. {dice.choice(GIVEN)} {dice.choice(FAMILY)}-{dice.choice(FAMILY)}",
        "department": dice.choice(DEPARTMENTS),
        "appointment_id": f"APT-{dice.randint(10**4, 10**5)}-{dice.randint(10**3, 10**4)}",
        "reason": dice.choice(REASONS),
        "symptom": dice.choice(SYMPTOMS),
        "card_expiry": f"{dice.randint(1, 12):02}/{dice.randint(27, 39)}",
        "username": f"{_ascii(given)[0]}{_ascii(family)}{dice.randint(1000, 99999)}".lower(),
        "page_path": f"/patients/{slug}/step-{dice.randint(100, 999)}",
    }


def _mailbox(given: str, family: str, dice: random.Random) -> str:
    """At `.test`, or at Gmail with more letters than any account there may have (30)."""
    name = f"{_ascii(given)}.{_ascii(family)}"
    number = dice.randint(10, 99999)
    if dice.random() < 1 / 4:
        return f"{name}.nobody.has.this.invented.mailbox{number}+clinic@gmail.com"
    name = dice.choice((name, name.lower()))
    tag = dice.choice(("", "", "+portal"))
    return f"{name}{number}{tag}@{dice.choice(('mail', 'post', 'example'))}{number % 97}.test"


def _ascii(name: str) -> str:
    return "".join(c for c in unaccented(name) if c in string.ascii_letters)


def unaccented(text: str) -> str:
    """Letters without their marks: `Łukaszyk` and `Peña` as forms for the English-speaking do."""
    apart = unicodedata.normalize("NFD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _letters(dice: random.Random, count: int) -> str:
    return "".join(dice.choices(string.ascii_uppercase, k=count))


def _card(dice: random.Random) -> str:
    """Sixteen digits with a valid check digit, of a range that nobody issues."""
    digits = [9, 9, *(dice.randint(0, 9) for _ in range(13))]
    total = sum(sum(divmod(d * 2, 10)) if i % 2 == 0 else d for i, d in enumerate(digits))
    text = "".join(map(str, [*digits, -total % 10]))
    return " ".join(text[i : i + 4] for i in range(0, 16, 4))
