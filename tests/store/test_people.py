from pathlib import Path

from scriptward.store import people
from scriptward.store.database import Store

NOW = 1_764_000_000


def signed_in(store: Store) -> people.SignIn:
    opened = people.SignIn(person="admin", form_token="form", until=NOW + 60)
    people.signed_in(store, "cookie", opened, now=NOW)
    return opened


def test_somebody_signed_in_is_known_by_the_cookie_until_it_runs_out(store: Store):
    opened = signed_in(store)

    assert people.sign_in_of(store, "cookie", now=NOW + 60) == opened
    assert people.sign_in_of(store, "cookie", now=NOW + 61) is None
    assert people.sign_in_of(store, "another", now=NOW) is None


def test_signing_out_ends_it(store: Store):
    signed_in(store)

    people.signed_out(store, "cookie")

    assert people.sign_in_of(store, "cookie", now=NOW) is None


def test_the_cookie_itself_is_not_in_the_file(store: Store, database: Path):
    people.signed_in(
        store,
        "a-cookie-nobody-else-has",
        people.SignIn(person="admin", form_token="form", until=NOW),
        now=NOW,
    )

    written = b"".join(file.read_bytes() for file in database.parent.iterdir())

    assert b"a-cookie-nobody-else-has" not in written


def test_the_first_start_is_known(store: Store):
    assert people.nobody_yet(store)

    assert people.add_first(store, "admin", password_hash="hash", at=NOW)

    assert not people.nobody_yet(store)
    assert people.password_hash(store, "admin") == "hash"


def test_of_two_processes_that_start_at_once_one_makes_the_first_person(store: Store):
    people.add_first(store, "admin", password_hash="hash", at=NOW)

    assert not people.add_first(store, "admin", password_hash="another", at=NOW)
    assert people.password_hash(store, "admin") == "hash"
    assert people.password_hash(store, "somebody") == ""
