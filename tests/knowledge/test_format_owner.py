"""A pixel that was told by its signature is its vendor's, as the vendor table calls that."""

import pytest

from scriptward.knowledge.entities import recipient_of
from scriptward.knowledge.format_owner import owner_of_format, vendor_of
from scriptward.knowledge.hits import decode, room
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import NamedBy

GA4 = "/g/collect?v=2&tid=G-ABC123&gtm=45je&_p=1&cid=1.2&en=page_view&dl=https%3A%2F%2Fw.test%2F"


@pytest.mark.parametrize("pixel", room())
def test_every_pixel_has_an_owner_that_owns_its_hosts(pixel):
    owner = vendor_of(pixel)

    assert owner.entity in {recipient_of(host).entity for host in room()[pixel].hosts}
    assert owner.product
    assert owner.category
    assert owner.category != "payment"


def test_a_format_on_the_sites_own_host_names_the_vendor():
    owner = owner_of_format(decode(Request(url=f"https://www.willow.test/m{GA4}")))

    assert owner is not None
    assert (owner.product, owner.by) == ("Google Analytics 4", NamedBy.WIRE)


def test_the_vendors_own_host_says_so_itself():
    assert owner_of_format(decode(Request(url=f"https://www.google-analytics.com{GA4}"))) is None


def test_any_other_request_names_nobody():
    assert owner_of_format(decode(Request(url="https://www.willow.test/search?q=knee"))) is None
