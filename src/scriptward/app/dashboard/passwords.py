"""Passwords: made once at the first start, kept as argon2id hashes."""

import secrets
import time
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from scriptward.store import people
from scriptward.store.database import Store

FIRST_PERSON = "admin"

_hasher = PasswordHasher()


def first_password(store: Store, *, renew: bool = False) -> str:
    """The password of the first person, made now; empty where there is one already.

    `renew`: make another even then; everybody is signed out.
    """
    first = people.nobody_yet(store)
    if not first and not renew:
        return ""
    password = "-".join(secrets.token_hex(3) for _ in range(4))
    hashed = _hasher.hash(password)
    at = int(time.time())
    if first and people.add_first(store, FIRST_PERSON, password_hash=hashed, at=at):
        return password
    if not renew:
        return ""
    people.change_password(store, FIRST_PERSON, password_hash=hashed)
    return password


def right(store: Store, name: str, password: str) -> bool:
    """Whether this is the person's password. Takes as long for a person there is not."""
    known = people.password_hash(store, name)
    try:
        _hasher.verify(known or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(known)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """Compared with when there is no such person, so that the answer takes as long."""
    return _hasher.hash(secrets.token_hex(16))
