"""How a value comes apart: cut at joints or anywhere, typed key by key, sent as it grows."""

import base64
import random
import re

from corpus import forms

SPLIT = (
    "email", "phone", "ssn", "card_number", "dob", "full_name", "member_id", "mrn",
    "street_address", "search_phrase", "medication", "username", "appointment_id",
)  # fmt: skip
TYPED = (
    "email", "phone", "full_name", "street_address", "search_phrase", "condition", "medication",
    "reason", "symptom", "message", "username", "member_id", "ssn", "card_number", "provider",
)  # fmt: skip


def split(kind: str, value: str, dice: random.Random) -> list[str]:
    """2–4 pieces that make the value in order; joints such as `@` or a space may be lost."""
    joints = _joints(kind, value, dice)
    if joints and dice.random() < 1 / 2:
        return joints
    count = dice.randint(2, min(4, len(value) // 2))
    inner = range(2, len(value) - 1)
    for _ in range(50):
        cuts = sorted(dice.sample(inner, count - 1))
        out = [value[a:b] for a, b in zip([0, *cuts], [*cuts, len(value)], strict=True)]
        if min(map(len, out)) > 1 and not any(part != part.strip() for part in out):
            return out
    return [value[: len(value) // 2].strip(), value[len(value) // 2 :].strip()]


def _joints(kind: str, value: str, dice: random.Random) -> list[str]:
    if kind == "email":
        return value.split("@")
    if kind in {"phone", "ssn", "card_number"}:
        n = forms.ten(value) if kind == "phone" else forms.digits(value)
        widths = {"phone": (3, 3, 4), "ssn": (3, 2, 4), "card_number": (4, 4, 4, 4)}[kind]
        ends = [sum(widths[: i + 1]) for i in range(len(widths))]
        return [n[end - width : end] for end, width in zip(ends, widths, strict=True)]
    if kind == "dob":
        y, m, d = forms.date_of(value)
        return list(dice.choice(((y, m, d), (m, d, y), (d, m, y))))
    words = value.split(" ")
    return words if 2 <= len(words) <= 4 else []  # noqa: PLR2004  # as many pieces as are joined


def labels(value: str, dice: random.Random) -> list[str]:
    """Host labels that carry the value in hexadecimal or base32, as tunnels over DNS do."""
    if dice.random() < 1 / 2:
        text = value.encode().hex()
    else:
        text = base64.b32encode(value.encode()).decode().rstrip("=").lower()
    size = dice.randint(max(8, -(-len(text) // 4)), 63)
    return [text[i : i + size] for i in range(0, len(text), size)]


def grown(kind: str, value: str, dice: random.Random) -> list[str]:
    """Beginnings as a field sends them while one types, not to the end; three of them tell."""
    for _ in range(100):
        out = _beginnings(value, dice)
        if sum(telling(kind, part, value) for part in out) > 2:  # noqa: PLR2004  # two might be chance
            return out
    return [value[:end] for end in range(1, len(value))]


def telling(kind: str, part: str, value: str) -> bool:
    """Whether a beginning says more than a word or a name that many have."""
    if len(part) < max(4, len(value) / 4):
        return False
    if kind == "phone":
        return len(forms.digits(part)) > 6  # noqa: PLR2004  # beyond area and exchange
    if kind == "email":
        return len(part) > 8 or "@" in part  # noqa: PLR2004  # beyond a given name
    return kind not in {"full_name", "provider"} or len(part) > value.find(" ") + 2


def _beginnings(value: str, dice: random.Random) -> list[str]:
    end = dice.randint(-(-len(value) * 7 // 10), len(value) - 1)
    step = dice.choice((1, 1, 2, 3))
    start = dice.randint(1, 4)
    ends = [*range(start, end, step), end]
    return [value[:stop] for stop in ends]


def keys(value: str, dice: random.Random) -> list[str]:
    """The value key by key, or in bits of a few letters."""
    most = dice.choice((1, 1, 2, 3, 4))
    out, at = [], 0
    while at < len(value):
        size = dice.randint(1, most)
        out.append(value[at : at + size])
        at += size
    return out


def begun_alike(kind: str, value: str, other: str, dice: random.Random) -> str:
    """Another's text that begins as the value does, but for less than would be telling."""
    most = {"phone": 6, "email": 7}.get(kind, 3)
    shared = dice.randint(0, min(most, len(value) // 4))
    rest = other[shared:]
    if rest[:1] == value[shared : shared + 1]:
        rest = "q" + rest[1:] if not rest[:1].isdigit() else str((int(rest[0]) + 1) % 10) + rest[1:]
    return value[:shared] + rest


def first_word(value: str) -> str:
    """Its first word: what another search may begin with too."""
    return re.split(r"[ .@-]", value)[0]
