import datetime as dt

import pytest

from scriptward.knowledge.networks import country_of, version


@pytest.mark.parametrize(
    "address,country",
    [
        ("8.8.8.8", "US"),
        ("::ffff:8.8.8.8", "US"),
        ("77.88.8.8", "RU"),
        ("3.120.0.1", "DE"),
        ("2a00:1450:4001:82a::200e", "IE"),
        ("[2606:4700::1]", "US"),
    ],
)
def test_a_network_of_a_known_country(address, country):
    assert country_of(address) == country


@pytest.mark.parametrize(
    "address",
    [
        *("", "nonsense", "127.0.0.1", "10.1.2.3", "::1", "fe80::1%eth0", "203.0.113.5"),
        *("0.0.0.0", "255.255.255.255", "1" * 100_000, "8.8.8.8.8", "\ud800"),
    ],
)
def test_what_is_no_public_address_has_none(address):
    assert country_of(address) is None


def test_the_table_says_its_day():
    assert dt.date.fromisoformat(version()) > dt.date(2026, 1, 1)
