"""Vendors behind hosts of the site's own: told by name in the DNS or certificate, not for a CDN."""

import pytest

from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.policy.question import receiver_of
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.words import NamedBy, Party, ScriptKind
from tests.analysis.captures import URL, capture, sending

METRICS = "https://metrics.willow.test/b/ss/clinic/1"
ADOBE = ("clinic.d1.sc.omtrdc.net", "edge.omtrdc.net")


def flow_of(url=METRICS, *, aliases=(), scripts=(), **rest):
    seen = capture(sending(url, **rest), aliases=aliases, scripts=scripts)
    [visit] = observed(seen, approvals=Approvals())
    return visit.flows[0], visit


def test_a_canonical_name_tells_the_vendor():
    flow, _ = flow_of(aliases=(("metrics.willow.test", ADOBE),))

    assert (flow.party, flow.recipient.entity) == (Party.THIRD, "Adobe")
    assert (flow.recipient.by, flow.recipient.sure) == (NamedBy.CNAME, "Adobe")
    assert flow.recipient.host == "metrics.willow.test"
    assert receiver_of(flow).inferred


def test_a_certificate_tells_the_vendor():
    flow, _ = flow_of(certificate=("*.willow.test", "*.eulerian.net"))

    assert (flow.recipient.entity, flow.recipient.by) == (
        "Eulerian Technologies",
        NamedBy.CERTIFICATE,
    )


def test_the_dns_says_more_than_the_certificate():
    flow, _ = flow_of(aliases=(("metrics.willow.test", ADOBE),), certificate=("*.eulerian.net",))

    assert flow.recipient.by is NamedBy.CNAME


def test_a_script_from_such_a_host_is_the_vendors():
    url = "https://metrics.willow.test/ns.js"
    script = RawScript(
        key="s9", page="p1", kind=ScriptKind.EXTERNAL, url=url, sha256="99" * 32, frame_url=URL
    )

    _, visit = flow_of(aliases=(("metrics.willow.test", ADOBE),), scripts=(script,))

    [row] = visit.scripts
    assert (row.party, row.owner.entity, row.owner.by) == (Party.THIRD, "Adobe", NamedBy.CNAME)


@pytest.mark.parametrize(
    "names",
    [
        ("d111111abcdef8.cloudfront.net",),
        ("willow.test.cdn.cloudflare.net", "sni.cloudflaressl.com"),
        ("www2.willow.test",),
        ("nobody-knows.example",),
        ("", ".", "*." * 100, "x" * 100_000),
    ],
)
def test_a_delivery_network_or_an_unknown_name_is_no_disguise(names):
    flow, _ = flow_of(aliases=(("metrics.willow.test", names),), certificate=names)

    assert (flow.party, flow.recipient.entity) == (Party.FIRST, "first party")


def test_the_pages_own_host_is_the_sites_wherever_it_lies():
    flow, _ = flow_of(URL, aliases=(("www.willow.test", ADOBE),), certificate=ADOBE)

    assert flow.party is Party.FIRST


def test_a_third_partys_host_is_named_by_its_own_name():
    flow, _ = flow_of("https://px.ads.linkedin.com/collect", certificate=("*.eulerian.net",))

    assert flow.recipient.by is NamedBy.HOST
