import pytest

from scriptward.lib.domains import host_of, is_local, registrable, same_site


@pytest.mark.parametrize(
    "host,domain",
    [
        ("www.a.co.uk", "a.co.uk"),
        ("px.ads.example.com", "example.com"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("www.willowbrook.test", "willowbrook.test"),
    ],
)
def test_the_registrable_domain(host, domain):
    assert registrable(host) == domain


def test_two_customers_of_one_public_suffix_are_two_sites():
    assert not same_site("a.github.io", "b.github.io")


@pytest.mark.parametrize("url,host", [("https://A.Test:8443/x", "a.test"), ("http://[::1", "")])
def test_the_host_of_an_address(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize("host", ["localhost", "10.1.2.3", "127.0.0.1", "::1", "192.168.1.1"])
def test_addresses_inside_are_local(host):
    assert is_local(host)
