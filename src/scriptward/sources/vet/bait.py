"""What stands on the prepared pages before anything is typed: made up, unique in each run."""

import secrets
from dataclasses import dataclass, field

from scriptward.sources.scan.canaries import Patient
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.words import DataKind

_TEXTS = {
    "name": "chart.full_name",
    "mrn": "chart.mrn",
    "condition": "chart.condition",
    "medication": "chart.medication",
    "member": "insurance.member_id",
}
"""`{word in a page: canary}` of what a page shows or holds filled in."""
_IDS = {
    "session": ("cookie session_id", DataKind.COOKIE_ID),
    "analytics": ("cookie _ga", DataKind.COOKIE_ID),
    "token": ("session token", DataKind.OTHER_ID),
    "visit": ("hidden visit_id", DataKind.OTHER_ID),
    "user": ("dataLayer user_id", DataKind.USER_ID),
}


@dataclass(frozen=True, kw_only=True)
class Bait:
    """Values that stand on the pages, by the words that the pages have for them."""

    texts: dict[str, str] = field(repr=False)
    values: tuple[Value, ...] = field(repr=False)


def laid() -> Bait:
    """Bait nobody has seen before."""
    patient = Patient()
    texts = {word: patient.value(name) for word, name in _TEXTS.items()}
    texts |= {word: secrets.token_hex(12) for word in _IDS}
    texts["analytics"] = (
        f"GA1.1.{secrets.randbelow(900_000_000) + 100_000_000}.{secrets.randbelow(10**9)}"
    )
    ids = tuple(
        Value(name=name, text=texts[word], kind=kind) for word, (name, kind) in _IDS.items()
    )
    return Bait(texts=texts, values=(*patient.values(), *ids))
