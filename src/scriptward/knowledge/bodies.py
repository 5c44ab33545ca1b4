"""Parameters of a request's body, whatever it says of its type.

Pixels send JSON as `text/plain` to avoid a preflight, so the bytes decide: compressed, base64,
JSON, multipart, lines of forms (one event each), else text. Multipart is split here because the
boundary is known from the body alone: captures lose the header, and parsers refuse cut-off parts.
"""

import re
from itertools import islice

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.inflating import inflated, is_compressed
from scriptward.knowledge.unfolding import MOST, Unfolding, document, unwrapped
from scriptward.vocabulary.words import Encoding, Where

_LARGEST = 2_000_000
"""Bytes of a body that are read."""
_MOST_LINES = 200
_MOST_IN_LINES = 6_000
"""Parameters of all lines together, where they are shared out evenly."""
_FORM = re.compile(r"[\w.$\[\]%~-]{1,80}+=")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}+={0,2}+")
_PART_NAME = re.compile(rb'name="([^"\r\n]{1,200}+)"')
_LOST = "\ufffd"


def body_bags(data: bytes) -> tuple[tuple[Bag, ...], bool]:
    """A bag for each line of a batch, one for any other body; and whether it could not be read."""
    data, layers, unread = _plain(data[:_LARGEST])
    if data.startswith(b"--") and b"ontent-" in data[:1_000]:
        return (_multipart(data, layers),), False
    text = data.decode("utf-8", errors="replace").strip()
    if _BASE64.fullmatch(text) and (inner := unwrapped(text))[0]:
        text, layers = inner[0], (*layers, *inner[1])
    tree = document(text)
    if tree:
        return (_taken(tree[0], (*layers, *tree[1])),), False
    lines = [line for line in text.splitlines() if line]
    if len(lines) > 1 and all(document(line) for line in islice(lines, 20)):
        return tuple(
            _taken(line, layers, most=_share(lines)) for line in lines[:_MOST_LINES]
        ), False
    if lines and all(map(_FORM.match, lines)):
        return tuple(_form(line, layers, most=_share(lines)) for line in lines[:_MOST_LINES]), False
    return ((_taken(text, layers, nested=MOST),) if text else ()), unread or _is_torn(text)


def _is_torn(text: str) -> bool:
    """Whether it is bytes that no text has, or a document without its end."""
    return _LOST in text[:200] or text[:1] in {"{", "["}


def _plain(data: bytes) -> tuple[bytes, tuple[Encoding, ...], bool]:
    """The bytes without compression, the layer, and whether that failed."""
    packed = _unspoiled(data)
    if not is_compressed(packed):
        return data, (), packed is not data
    plain, layers = inflated(packed)
    return plain, layers, not plain


def _unspoiled(data: bytes) -> bytes:
    """Compressed bytes that a tool wrote down as text of Latin-1."""
    if not data.startswith((b"\x1f\xc2\x8b", b"x\xc2\x9c", b"x\xc3\x9a")):
        return data
    try:
        return data.decode("utf-8").encode("latin-1")
    except ValueError:
        return b""


def _share(lines: list[str]) -> int:
    return min(MOST, _MOST_IN_LINES // min(len(lines), _MOST_LINES))


def _taken(
    value: object, layers: tuple[Encoding, ...], *, most: int = MOST, nested: int = 0
) -> Bag:
    unfolding = Unfolding(Where.BODY, "body", most)
    unfolding.take("", value, layers=layers, nested=nested)
    return unfolding.bag


def _form(line: str, layers: tuple[Encoding, ...], *, most: int) -> Bag:
    unfolding = Unfolding(Where.BODY, "body", most)
    unfolding.pairs(line.split("&", MOST), plus=True, layers=layers)
    return unfolding.bag


def _multipart(data: bytes, layers: tuple[Encoding, ...]) -> Bag:
    boundary = data.partition(b"\r\n")[0][:200]
    unfolding = Unfolding(Where.BODY, "body")
    for part in data.split(boundary, MOST):
        head, _, content = part.partition(b"\r\n\r\n")
        name = _PART_NAME.search(head[:1_000])
        if name:
            text = content.removesuffix(b"\r\n").decode("utf-8", errors="replace")
            unfolding.take(name[1].decode("utf-8", errors="replace"), text, layers=layers)
    return unfolding.bag
