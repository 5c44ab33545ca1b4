import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from scriptward.app.collector.receiver import Collector
from scriptward.app.collector.writer import Writer
from scriptward.store import flows
from scriptward.store.database import Store
from scriptward.store.flows import FlowRow
from tests.app.collector.sample_beacon import SITE, beacon
from tests.app.visiting import Visitor, visiting


def rows(store: Store) -> tuple[FlowRow, ...]:
    return flows.page(store, flows.Wanted()).rows


def test_a_beacon_is_stored_when_204_is_said(client: Visitor, store: Store):
    answer = client.post(f"/c/{SITE}", content=json.dumps(beacon(n=3)))

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    (row,) = rows(store)
    assert (row.recipient, row.page_class, row.count) == ("in.acme.test", "authenticated", 3)


def test_the_same_beacon_again_counts_once(client: Visitor, store: Store):
    for _ in range(3):
        answer = client.post(f"/c/{SITE}", content=json.dumps(beacon()))

    assert answer.status_code == 204
    assert rows(store)[0].count == 1


def test_beacons_of_one_moment_are_all_counted(client: Visitor, store: Store):
    bodies = [json.dumps(beacon(number % 40)) for number in range(80)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda body: client.post(f"/c/{SITE}", content=body), bodies))

    assert {answer.status_code for answer in answers} == {204}
    assert rows(store)[0].count == 40


def test_policy_reports_of_both_forms_are_stored(client: Visitor, store: Store):
    told = {
        "document-uri": f"https://{SITE}/pay?card=1",
        "effective-directive": "connect-src",
        "blocked-uri": "https://evil.test/take",
    }
    listed = {
        "documentURL": f"https://{SITE}/pay",
        "effectiveDirective": "connect-src",
        "blockedURL": "https://evil.test/take",
    }

    old = client.post(f"/csp/{SITE}", json={"csp-report": told})
    new = client.post(f"/csp/{SITE}", json=[{"type": "csp-violation", "body": listed}])

    assert (old.status_code, new.status_code) == (204, 204)
    (row,) = rows(store)
    assert (row.seen, row.recipient, row.channels, row.count) == (
        "csp-report",
        "evil.test",
        ("connect-src",),
        2,
    )


def test_sites_that_were_not_named_are_turned_away(client: Visitor, store: Store):
    answer = client.post("/c/www.other.test", content=json.dumps(beacon()))

    assert answer.status_code == 404
    assert rows(store) == ()


def test_pages_of_other_sites_cant_speak_for_this_one(client: Visitor):
    body = json.dumps(beacon())
    evil, own = ({"origin": f"https://{host}"} for host in ("evil.test", SITE))

    answers = [
        client.post(f"/c/{SITE}", content=body, headers=evil),
        client.post(f"/csp/{SITE}", content=body, headers=evil),
        client.post(f"/c/{SITE}", content=body, headers=own),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 204]


@pytest.mark.parametrize("path", [f"/c/{SITE}", f"/csp/{SITE}"])
def test_other_bytes_are_refused(client: Visitor, path: str):
    answer = client.post(path, content=b"Jane Planted")

    assert answer.status_code == 400
    assert answer.content == b""


def test_a_large_body_is_refused_with_and_without_its_length(client: Visitor):
    async def parts():
        for _ in range(70):
            yield b" " * 1024

    stated = client.post(f"/c/{SITE}", content=b" " * 70_000)
    streamed = client.post(f"/c/{SITE}", content=parts())

    assert (stated.status_code, streamed.status_code) == (413, 413)


def test_a_preflight_is_answered(client: Visitor):
    answer = client.options(f"/csp/{SITE}")

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-headers"] == "content-type"


def test_other_methods_are_refused(client: Visitor):
    assert (client.get(f"/c/{SITE}")).status_code == 405
    assert (client.post("/sensor.js")).status_code == 405


def test_the_sensor_is_served_to_every_site_and_not_sent_twice(client: Visitor):
    first = client.get("/sensor.js")
    again = client.get("/sensor.js", headers={"if-none-match": first.headers["etag"]})

    assert first.text == "/* the sensor */"
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    assert again.status_code == 304


def test_a_full_queue_says_when_to_come_again(store: Store):
    writer = Writer(store, sites=frozenset({SITE}), most_waiting=0)
    collector = Collector(writer, sites=frozenset({SITE}), sensor=b"")
    with visiting(collector, started=writer.start, stopped=writer.stop) as client:
        answer = client.post(f"/c/{SITE}", content=json.dumps(beacon()))
        sensor = client.get("/sensor.js")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert sensor.status_code == 404


def test_a_database_that_fails_gives_503_and_the_next_one_is_stored(client: Visitor, store: Store):
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE hourly RENAME TO elsewhere")
    failed = client.post(f"/c/{SITE}", content=json.dumps(beacon()))
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO hourly")

    again = client.post(f"/c/{SITE}", content=json.dumps(beacon()))

    assert (failed.status_code, again.status_code) == (503, 204)
    assert rows(store)[0].count == 1
