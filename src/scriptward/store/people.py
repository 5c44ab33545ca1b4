"""Who may sign in, and who is signed in. Passwords are argon2 hashes, cookies are digests."""

from hashlib import sha256

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from scriptward.store.database import Store
from scriptward.store.tables import person, sign_in


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is signed in."""

    person: str
    form_token: str
    """What every form of theirs has to send back."""
    until: int
    """UTC, seconds of the Unix epoch."""


def nobody_yet(store: Store) -> bool:
    """Whether this is the first start: nobody can sign in."""
    with store.reading() as connection:
        return _is_empty(connection)


def add_first(store: Store, name: str, *, password_hash: str, at: int) -> bool:
    """Let the first person sign in; False where another process did so meanwhile.

    `at`: Unix seconds.
    """
    with store.writing() as connection:
        if not _is_empty(connection):
            return False
        connection.execute(insert(person).values(name=name, password=password_hash, created_at=at))
    return True


def change_password(store: Store, name: str, *, password_hash: str) -> None:
    """Give a person another password; whoever is signed in with the old one is signed out."""
    with store.writing() as connection:
        connection.execute(
            update(person).where(person.c.name == name).values(password=password_hash)
        )
        connection.execute(delete(sign_in).where(sign_in.c.person == name))


def password_hash(store: Store, name: str) -> str:
    """The hash to compare with; empty if there is no such person."""
    with store.reading() as connection:
        wanted = select(person.c.password).where(person.c.name == name)
        return connection.execute(wanted).scalar() or ""


def signed_in(store: Store, cookie: str, opened: SignIn, *, now: int) -> None:
    """Remember a sign-in by the digest of its cookie; those that ran out are dropped."""
    with store.writing() as connection:
        connection.execute(delete(sign_in).where(sign_in.c.until < now))
        connection.execute(
            insert(sign_in).values(
                token=_digest(cookie),
                person=opened.person,
                form_token=opened.form_token,
                until=opened.until,
            )
        )


def sign_in_of(store: Store, cookie: str, *, now: int) -> SignIn | None:
    """Who holds this cookie; None if nobody does, or no longer."""
    wanted = select(sign_in).where(sign_in.c.token == _digest(cookie), sign_in.c.until >= now)
    with store.reading() as connection:
        row = connection.execute(wanted).first()
    if row is None:
        return None
    return SignIn(person=row.person, form_token=row.form_token, until=row.until)


def signed_out(store: Store, cookie: str) -> None:
    """Forget a sign-in."""
    with store.writing() as connection:
        connection.execute(delete(sign_in).where(sign_in.c.token == _digest(cookie)))


def _is_empty(connection: Connection) -> bool:
    return connection.execute(select(func.count()).select_from(person)).scalar_one() == 0


def _digest(cookie: str) -> bytes:
    return sha256(cookie.encode("utf-8", errors="replace")).digest()
