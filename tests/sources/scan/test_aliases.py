"""Names in the DNS: asked only for what the browser reached in public, and never for long."""

import asyncio
import socket
import threading
import time

import pytest

from scriptward.sources.scan.aliases import aliases_of, askable, by_proxy, with_aliases
from tests.analysis.captures import PAGE, capture, sending

PUBLIC = "93.184.215.14"


def asked(*sendings):
    return askable((PAGE,), sendings)


def test_own_hosts_that_were_reached_at_public_addresses_are_asked_for():
    found = asked(
        sending("https://metrics.willow.test/a", remote_address=PUBLIC),
        sending("https://metrics.willow.test/b", remote_address=PUBLIC),
        sending("https://img.willow.test/a", remote_address="[2606:4700::1]"),
    )

    assert found == ("metrics.willow.test", "img.willow.test")


@pytest.mark.parametrize(
    "url,address",
    [
        ("https://metrics.willow.test/", "127.0.0.1"),
        ("https://metrics.willow.test/", "10.4.0.1"),
        ("https://metrics.willow.test/", "192.168.0.4"),
        ("https://metrics.willow.test/", ""),
        ("https://metrics.willow.test/", "nonsense"),
        ("https://www.willow.test/", PUBLIC),
        ("https://in.tracker.test/", PUBLIC),
        (f"https://{PUBLIC}/", PUBLIC),
    ],
)
def test_no_other_name_is_asked_for(url, address):
    assert asked(sending(url, remote_address=address)) == ()


def test_there_is_a_most():
    many = (
        sending(f"https://a{n}.willow.test/", key=f"r{n}", remote_address=PUBLIC)
        for n in range(500)
    )

    assert len(asked(*many)) == 60


def answer(host):
    """As the system's resolver answers: canonical name, names before it, addresses."""
    if host == "metrics.willow.test":
        return "EDGE.omtrdc.net.", [host, "clinic.d1.sc.omtrdc.net"], [PUBLIC]
    if host == "plain.willow.test":
        return host, [], [PUBLIC]
    raise socket.gaierror("no such name")


def test_further_names_come_with_the_canonical_one_last():
    hosts = ("metrics.willow.test", "plain.willow.test", "gone.willow.test")

    found = asyncio.run(aliases_of(hosts, answer))

    assert found == (("metrics.willow.test", ("clinic.d1.sc.omtrdc.net", "edge.omtrdc.net")),)


def test_a_resolver_that_hangs_is_left():
    released = threading.Event()

    def hangs(host):
        released.wait(10)
        return answer(host)

    began = time.monotonic()
    found = asyncio.run(aliases_of(("metrics.willow.test",), hangs, within=0.2))
    took = time.monotonic() - began
    released.set()

    assert found == ()
    assert took < 5


def test_nothing_is_asked_where_rules_map_hosts_or_nothing_was_reached():
    reached = capture(sending("https://metrics.willow.test/a", remote_address=PUBLIC))
    rules = ("--host-resolver-rules=MAP * 127.0.0.1",)

    assert asyncio.run(with_aliases(reached, rules)) is reached
    assert asyncio.run(with_aliases(capture(), ())).aliases == ()


def test_a_proxy_is_known_by_switch_or_environment(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert not by_proxy(("--no-sandbox",))
    assert by_proxy(("--proxy-server=10.0.0.1:3128",))
    monkeypatch.setenv("HTTPS_PROXY", "http://10.0.0.1:3128")
    assert by_proxy(())
