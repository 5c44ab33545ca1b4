"""The published way to look for leaks: every value in many encodings, two deep, and `in`."""

import base64
import hashlib
from collections.abc import Callable, Sequence
from itertools import product
from urllib.parse import unquote_to_bytes

from corpus.people import CORE
from scriptward.vocabulary.request import Request

HASHES = [
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384",
    "sha3_512", "blake2b", "blake2s", "sha512_256", "sm3", "md5-sha1",
]  # fmt: skip


def precomputed(person: dict[str, str]) -> tuple[bytes, ...]:
    """18 values in 26 encodings and hashes, two deep: about 12,000 different strings."""
    steps: list[Callable[[bytes], bytes]] = [
        bytes, bytes.lower, bytes.upper, bytes.title, base64.b64encode, base64.urlsafe_b64encode,
        base64.b32encode, base64.b16encode, base64.b85encode, lambda text: text[::-1],
        lambda text: text.hex().encode(),
    ]  # fmt: skip
    steps += [_hex(name) for name in HASHES if name in hashlib.algorithms_available]
    values = [person[name].encode() for name in CORE]
    return tuple({second(first(value)) for value, first, second in product(values, steps, steps)})


def _hex(name: str) -> Callable[[bytes], bytes]:
    return lambda text: hashlib.new(name, text).hexdigest().encode()


def searched(forms: Sequence[bytes], request: Request) -> int:
    """One `in` for each form, in the raw and in the percent-decoded request."""
    headers = (value.encode("utf-8", "surrogateescape") for _, value in request.headers)
    messages = (message.payload for message in request.messages)
    raw = b"\n".join([request.url.encode(), *headers, request.body, *messages])
    decoded = unquote_to_bytes(raw)
    return sum(form in raw or form in decoded for form in forms)
