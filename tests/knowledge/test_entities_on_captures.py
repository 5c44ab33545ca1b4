"""Nine in ten of the third parties that real captures met are named, in each capture."""

import gzip
import json

import pytest

from scriptward.knowledge.entities import owner_of
from scriptward.lib.domains import host_of, same_site

CAPTURES = [
    "colorado-connectforhealthco.com",
    "connecticut-accesshealthct.com",
    "georgia-georgiaaccess.gov",
    "idaho-yourhealthidaho.org",
    "kentucky-kynect.ky.gov",
    "maine-coverme.gov",
    "maryland-marylandhealthconnection.gov",
    "massachusetts-mahealthconnector.org",
    "minnesota-mnsure.org",
    "nevada-nevadahealthlink.com",
    "new-jersey-nj.gov",
    "new-mexico-bewellnm.com",
    "new-york-nystateofhealth.ny.gov",
    "pennsylvania-pennie.com",
    "rhode-island-healthsourceri.com",
    "vermont-portal.healthconnect.vermont.gov",
    "virginia-marketplace.virginia.gov",
    "washington-dc-dchealthlink.com",
    "washington-wahealthplanfinder.org",
]


@pytest.mark.parametrize("name", CAPTURES)
def test_nine_in_ten_third_parties_of_a_capture_are_named(checkout, name):
    capture = checkout / "tests/data/har" / f"{name}.har.gz"
    entries = json.loads(gzip.decompress(capture.read_bytes()))["log"]["entries"]
    addresses = [entry["request"]["url"] for entry in entries]
    site = host_of(addresses[0])

    foreign = {host_of(url) for url in addresses if not same_site(host_of(url), site)} - {""}
    named = {host_of(url) for url in addresses if owner_of(url).entity != "unknown"} & foreign

    assert len(named) >= 0.9 * len(foreign), foreign - named
