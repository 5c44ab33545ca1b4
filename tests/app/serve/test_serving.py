import socket
from pathlib import Path

import httpx
import pytest

from scriptward.app.dashboard.passwords import right
from scriptward.app.serve import is_loopback, serving
from scriptward.store import findings, people
from scriptward.store.database import opened
from scriptward.vocabulary.errors import RunError, StoreError, UsageError


def test_it_answers_while_the_block_runs_and_is_gone_after(database: str):
    with serving(database, port=0) as address:
        inside = httpx.get(f"{address.url}sign-in")
        assert address.running()

    assert inside.status_code == 200
    assert not address.running()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address.url}sign-in")


def test_the_password_is_given_at_the_first_start_only(database: str):
    with serving(database, port=0) as first:
        pass
    with serving(database, port=0) as second:
        pass

    assert len(first.password) == 27
    assert second.password == ""
    assert first.password not in repr(first)


def test_a_new_password_ends_the_old_one_and_who_is_signed_in(database: str):
    opened_at = people.SignIn(person="admin", form_token="form", until=9_999_999_999)
    with serving(database, port=0) as first:
        pass
    store = opened(database)
    people.signed_in(store, "cookie", opened_at, now=0)

    with serving(database, port=0, new_password=True) as second:
        pass

    assert len(second.password) == 27
    assert right(store, "admin", second.password)
    assert not right(store, "admin", first.password)
    assert people.sign_in_of(store, "cookie", now=0) is None
    store.close()


def test_runs_are_put_in_before_it_answers(database: str, run: Path):
    with serving(database, port=0, runs=[run]):
        store = opened(database)
        total = findings.page(store, findings.Wanted()).total
        store.close()

    assert total == 2


def test_it_ends_while_a_browser_keeps_its_connection_open(database: str):
    with httpx.Client() as client, serving(database, port=0) as address:
        assert client.get(f"{address.url}sign-in").status_code == 200

    assert not address.running()


def test_a_port_in_use_is_said_with_what_to_do(database: str):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match="in use") as caught, serving(database, port=port):
            pytest.fail("it served")

    assert "--port" in caught.value.hint


def test_a_second_server_on_the_same_port_is_refused(database: str, tmp_path: Path):
    with serving(database, port=0) as address:
        port = httpx.URL(address.url).port or 0
        with (
            pytest.raises(UsageError, match="in use"),
            serving(str(tmp_path / "other.sqlite"), port=port),
        ):
            pytest.fail("it served")


@pytest.mark.parametrize("site", ["https://www.example.test/", "a b", "", "www.example.test/x"])
def test_a_site_is_a_host_name(database: str, site: str):
    with pytest.raises(UsageError, match="no host name"), serving(database, port=0, sites=[site]):
        pytest.fail("it served")


def test_what_is_no_run_or_no_database_is_refused(database: str, tmp_path: Path):
    with pytest.raises(RunError), serving(database, port=0, runs=[tmp_path]):
        pytest.fail("it served")
    with pytest.raises(StoreError), serving("postgresql://x/y", port=0):
        pytest.fail("it served")


@pytest.mark.parametrize(
    "host, alone",
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.2", False),
        ("dashboard.test", False),
    ],
)
def test_only_loopback_is_for_this_machine_alone(host: str, *, alone: bool):
    assert is_loopback(host) is alone
