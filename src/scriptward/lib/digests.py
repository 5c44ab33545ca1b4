"""Digests and ids that are the same in every run."""

import hashlib
from collections.abc import Iterable


def sha256_hex(text: str | bytes) -> str:
    """Lower-case hex of the bytes; text as UTF-8, lone surrogates as `?`."""
    return hashlib.sha256(_bytes(text)).hexdigest()


def stable_id(prefix: str, *parts: str | Iterable[str]) -> str:
    """`prefix-` and 16 hex digits of blake2b over the parts, each with its length before it."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        for piece in [part] if isinstance(part, str) else ["[", *part, "]"]:
            data = _bytes(piece)
            digest.update(len(data).to_bytes(8, "big") + data)
    return f"{prefix}-{digest.hexdigest()}"


def keyed_hex(key: bytes, text: str) -> str:
    """Keyed blake2b-64 in hex: comparable within the key's life, useless without it."""
    return hashlib.blake2b(_bytes(text), key=key, digest_size=8).hexdigest()


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
