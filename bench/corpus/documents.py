"""Documents that a value stands in before more is wrapped around it: containers have no label."""

import base64
import csv
import html
import io
import json
import random
from collections.abc import Callable
from urllib.parse import quote, quote_plus

from corpus.layers import Wrapped
from corpus.noise import KEYS, words

Text = Callable[[], str]
Document = Callable[[str, Wrapped, Text, random.Random], Wrapped]


def _around(inner: Wrapped, name: str, escape: Callable[[str], str], mould: str) -> Wrapped:
    """`mould` with its one zero character made the escaped data."""
    outer = escape(inner.data.decode())
    token = escape(inner.token.decode())
    return inner.escaped(name, mould.replace("\0", outer).encode(), token.encode())


def as_json(key: str, inner: Wrapped, text: Text, dice: random.Random) -> Wrapped:
    """Fields of an object, now and then nested or in an array."""
    ascii_only = dice.random() < 1 / 2
    tight = dice.choice(((",", ":"), (", ", ": ")))

    def dumped(thing: object) -> str:
        return json.dumps(thing, ensure_ascii=ascii_only, separators=tight)

    fields: dict[str, object] = {
        f"{dice.choice(KEYS)}{n}": text() for n in range(dice.randint(0, 3))
    }
    slot: object = "@slot@"
    fields |= {key: dice.choice((slot, slot, [slot]))}
    fields |= {f"{dice.choice(KEYS)}_{n}": text() for n in range(dice.randint(0, 2))}
    whole: object = dice.choice((fields, fields, {"events": [{"p": fields}, 1]}, [fields]))
    mould = dumped(whole).replace('"@slot@"', '"\0"')
    return _around(inner, "json", lambda t: dumped(t)[1:-1], mould)


def as_form(key: str, inner: Wrapped, text: Text, dice: random.Random) -> Wrapped:
    """`key=value` pairs."""
    escape = dice.choice((quote_plus, lambda t: quote(t, safe="")))
    before = "".join(f"{dice.choice(KEYS)}={escape(text())}&" for _ in range(dice.randint(0, 3)))
    after = "".join(f"&{dice.choice(KEYS)}={escape(text())}" for _ in range(dice.randint(0, 2)))
    return _around(inner, "percent", escape, f"{before}{quote(key)}=\0{after}")


def as_address(key: str, inner: Wrapped, text: Text, dice: random.Random) -> Wrapped:
    """A page's address."""
    form = as_form(key, inner, text, dice)
    return form.inside(b"https://www.w.test/" + dice.choice(KEYS).encode() + b"?" + form.data)


def as_xml(key: str, inner: Wrapped, text: Text, dice: random.Random) -> Wrapped:
    """An element, its attribute or CDATA."""
    tag = "".join(c for c in key if c.isalnum() or c in "_-.") or "v"
    head = f'<?xml version="1.0"?><r><i n="{html.escape(text())}"/>'
    if dice.random() < 1 / 5 and b"]]>" not in inner.data:
        return _around(inner, "", str, f"{head}<{tag}><![CDATA[\0]]></{tag}></r>")
    shape = dice.choice((f"<{tag}>\0</{tag}>", f'<f {tag}="\0"/>'))
    return _around(inner, "html", html.escape, f"{head}{shape}</r>")


def as_markup(key: str, inner: Wrapped, _text: Text, dice: random.Random) -> Wrapped:
    """A piece of a page."""
    shape = dice.choice(('<input name="{}" value="\0">', '<p class="{}"> \0 </p>'))
    return _around(inner, "html", html.escape, f"<div>{shape.format(html.escape(key))}</div>")


def as_sentence(_key: str, inner: Wrapped, _text: Text, dice: random.Random) -> Wrapped:
    """Words around it."""
    return _around(inner, "", str, f"{words(dice, 1, 5)}: \0, {words(dice, 1, 4)}.")


def as_table(key: str, inner: Wrapped, text: Text, dice: random.Random) -> Wrapped:
    """Comma-separated values with a head."""

    def row(cells: list[str]) -> str:
        out = io.StringIO()
        csv.writer(out).writerow(cells)
        return out.getvalue()

    data, token = inner.data.decode(), inner.token.decode()
    others = [words(dice, 1, 3), text().replace("\n", " ")]
    whole = row([*KEYS[:2], key]) + row([*others, data])
    quoted = row([token, ""]).rpartition(",")[0]
    doubled = quoted[1:-1] if quoted.startswith('"') and quoted != token else token
    return inner.escaped("", whole.encode(), doubled.encode())


def as_token(key: str, inner: Wrapped, text: Text, dice: random.Random) -> Wrapped:
    """The payload of a JWT with a signature that is noise."""
    payload = as_json(key, inner, text, dice)

    def part(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    head, middle = part(b'{"alg":"HS256","typ":"JWT"}'), part(payload.data)
    payload.trail.cover("base64url", "base64")
    whole = f"{head}.{middle}.{part(dice.randbytes(32))}".encode()
    return Wrapped(data=whole, token=middle.encode(), trail=payload.trail)


KEYED: tuple[tuple[Document, int], ...] = (
    (as_json, 40), (as_form, 20), (as_address, 10), (as_xml, 10),
)  # fmt: skip
"""Those in which a key stands right before its value."""
DOCUMENTS: tuple[tuple[Document, int], ...] = (
    *KEYED, (as_markup, 6), (as_sentence, 8), (as_table, 4), (as_token, 4),
)  # fmt: skip


def enclosed(
    key: str, inner: Wrapped, text: Text, dice: random.Random, *, keyed: bool = False
) -> Wrapped:
    """The value in one of the documents; a `keyed` one keeps its key before it."""
    choices = KEYED if keyed or inner.is_loose else DOCUMENTS
    document = dice.choices([d for d, _ in choices], weights=[w for _, w in choices])[0]
    return document(key, inner, text, dice)
