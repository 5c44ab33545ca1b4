"""The clinic's server: how it starts, answers, writes down and stops."""

import base64
import contextlib
import http.client
import json
import signal
import ssl
import subprocess
import sys

import pytest
from websockets.sync.client import connect

from demo.clinic import hosts
from demo.clinic.certificate import certificate, public_key_digest
from demo.clinic.record import Arrival
from demo.clinic.site import Site
from demo.proof import driving


@pytest.fixture
def clinic():
    with driving.clinic() as running:
        yield running


@pytest.fixture
def trust():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@pytest.fixture
def connection(clinic, trust):
    with contextlib.closing(
        http.client.HTTPSConnection("127.0.0.1", port_of(clinic), context=trust)
    ) as opened:
        yield opened


def port_of(clinic) -> int:
    return int(clinic.browser_args[0].rpartition(":")[2])


def arrivals(clinic):
    return [json.loads(line) for line in clinic.log.read_text("utf-8").splitlines()]


def test_one_connection_carries_requests_for_pages_and_forms(connection):
    connection.request("GET", "/find-a-doctor?q=pump", headers={"Host": "www.willowbrook.test"})
    page = connection.getresponse().read().decode()
    connection.request(
        "POST",
        "/portal/sign-in",
        body="member_id=WBM-1",
        headers={"Host": "www.willowbrook.test"},
    )
    answer = connection.getresponse()

    assert "Doctors for “pump”" in page
    assert (answer.status, answer.headers["Location"]) == (303, "/portal/inbox?member=WBM-1")


def test_what_arrives_is_written_down_whole(clinic, connection):
    connection.request(
        "POST",
        "/e/?ip=1",
        body=b"\x1f\x8b\x00",
        headers={"Host": "app.posthog-cloud.test", "Referer": "https://www.willowbrook.test/"},
    )
    connection.getresponse().read()

    row = arrivals(clinic)[0]
    assert (row["host"], row["method"], row["path"], row["query"]) == (
        "app.posthog-cloud.test",
        "POST",
        "/e/",
        "ip=1",
    )
    assert base64.b64decode(row["body"]) == b"\x1f\x8b\x00"
    assert row["referer"] == "https://www.willowbrook.test/"


def test_messages_of_a_socket_are_written_down_both_ways(clinic, trust):
    address = f"wss://127.0.0.1:{port_of(clinic)}/talk"

    with connect(address, ssl=trust, proxy=None) as socket:
        socket.send('{"type": "line", "text": "hello"}')
        heard = socket.recv()

    frames = [row for row in arrivals(clinic) if row["kind"] == "websocket"]
    assert json.loads(heard) == {"text": "Thank you, we will look into it."}
    assert [frame["sent"] for frame in frames] == [True, False]


def ready_server():
    server = subprocess.Popen(
        [sys.executable, str(driving.FOLDER / "serve.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    assert server.stdout.readline().startswith('{"url": "https://www.willowbrook.test/"')
    return server


def test_the_server_stops_at_the_end_of_its_input():
    with ready_server() as server:
        server.stdin.close()

        assert server.wait(timeout=10) == 0


def test_the_server_stops_at_sigterm():
    with ready_server() as server:
        server.send_signal(signal.SIGTERM)

        assert server.wait(timeout=10) == 0


def test_a_certificate_is_kept_while_its_hosts_are_the_same(tmp_path):
    first = certificate(tmp_path, ["b.test", "a.test"])
    before = public_key_digest(first)

    again = certificate(tmp_path, ["a.test", "b.test"])
    other = certificate(tmp_path, ["c.test"])

    assert (again, public_key_digest(again)) == (first, before)
    assert other != first


def test_only_the_poisoned_container_differs_with_the_skimmer():
    arrival = Arrival(
        host="tags.tagharbor.test",
        method="GET",
        path="/container.js",
        query="",
        headers=(),
        body=b"",
    )

    plain = Site()(arrival).body
    poisoned = Site(with_skimmer=True)(arrival).body

    assert poisoned.startswith(plain)
    assert b"cdn.jquery-metrics.test" in poisoned.removeprefix(plain)
    assert b"jquery-metrics" not in plain


@pytest.mark.parametrize("place", sorted(hosts.files()))
def test_every_file_of_a_vendor_is_there(place):
    host, _, path = place.partition("/")
    arrival = Arrival(host=host, method="GET", path=f"/{path}", query="", headers=(), body=b"")

    assert Site()(arrival).status == 200


def test_the_record_goes_away_with_the_server_unless_it_has_a_place():
    with driving.clinic() as clinic:
        assert clinic.log.exists()

    assert not clinic.log.parent.exists()


def test_a_record_with_a_place_is_kept(tmp_path):
    with driving.clinic("--log", str(tmp_path / "arrivals.jsonl")):
        pass

    assert (tmp_path / "arrivals.jsonl").exists()
