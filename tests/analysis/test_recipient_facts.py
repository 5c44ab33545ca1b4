"""What shipped lists say of a recipient; the address it was reached at is not kept."""

import msgspec

from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from tests.analysis.captures import capture, sending

FACEBOOK = "https://www.facebook.com/tr/?id=1"


def recipient(*sendings):
    [visit] = observed(capture(*sendings), approvals=Approvals())
    [flow] = visit.flows
    return flow.recipient, visit


def test_a_known_recipient_has_domain_country_and_lists():
    got, _ = recipient(sending(FACEBOOK, remote_address="157.240.22.35"))

    assert (got.domain, got.country) == ("facebook.com", "US")
    assert "scriptward: ads" in got.lists


def test_nobody_is_put_anywhere_without_an_address():
    got, _ = recipient(sending("https://in.nobody.example/x"))

    assert (got.domain, got.country, got.lists) == ("nobody.example", None, ())


def test_an_address_as_host_has_no_domain():
    got, _ = recipient(sending("https://8.8.8.8/x", remote_address="8.8.8.8"))

    assert (got.domain, got.country) == ("", "US")


def test_a_request_that_never_connected_takes_the_country_of_one_that_did():
    got, _ = recipient(
        sending(FACEBOOK, key="r1"), sending(FACEBOOK, key="r2", remote_address="157.240.22.35")
    )

    assert got.country == "US"


def test_the_address_itself_is_not_stored():
    _, visit = recipient(sending(FACEBOOK, remote_address="157.240.22.35"))

    assert b"157.240" not in msgspec.json.encode(visit)
