"""A host of the site's own whose certificate names a vendor's hosts is told, in a real Chromium."""

from scriptward.vocabulary.words import NamedBy, Party
from tests.facts.site import HOST, METRICS


def test_a_vendor_is_told_by_the_certificate_of_a_host_of_the_sites_own(facts):
    recipients = {f.recipient for f in facts.flows if f.recipient.host == METRICS}
    [recipient] = recipients

    assert (recipient.entity, recipient.by) == ("Adobe", NamedBy.CERTIFICATE)
    assert (recipient.domain, recipient.country) == ("willow.test", None)


def test_the_pages_own_host_stays_the_sites(facts):
    flows = [flow for flow in facts.flows if flow.recipient.host == HOST]

    assert flows
    assert {(flow.party, flow.recipient.entity) for flow in flows} == {(Party.FIRST, "first party")}
