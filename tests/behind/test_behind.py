"""Real SDKs whose script and collector are on the site's own host are told all the same."""

import datetime as dt

import pytest

from scriptward.policy.check import checked
from scriptward.policy.learn import learned
from scriptward.vocabulary.words import NamedBy, Party
from tests.behind.site import HOST, MONITORS, SDKS

NAMES = {
    "amplitude": "Amplitude",
    "bugsnag": "Bugsnag",
    "clarity": "Microsoft",
    "datadog": "Datadog",
    "mixpanel": "Mixpanel",
    "newrelic": "New Relic",
    "posthog": "PostHog",
    "rollbar": "Rollbar",
    "rudder": "RudderStack",
    "segment": "Twilio",
    "sentry": "Functional Software",
    "snowplow": "Snowplow",
}
BY_CONTENT = {NamedBy.WIRE, NamedBy.CODE}


@pytest.mark.parametrize("vendor", [*SDKS, *MONITORS])
def test_the_script_is_its_vendors(visits, willow, vendor):
    scripts = visits[willow.page(vendor)].scripts
    [script] = [each for each in scripts if each.url == willow.script(vendor)]

    assert script.owner.entity == NAMES[vendor]
    assert script.owner.by is NamedBy.CODE
    assert script.party is Party.THIRD


@pytest.mark.parametrize("vendor", [*SDKS, *MONITORS])
def test_what_it_collects_goes_to_its_vendor(visits, willow, vendor):
    flows = visits[willow.page(vendor)].flows
    sent = [f for f in flows if f.request.url.startswith(willow.gate(vendor))]
    [*collected] = [flow for flow in sent if flow.request.method == "POST"]

    assert collected
    assert {flow.recipient.entity for flow in collected} == {NAMES[vendor]}
    assert {flow.recipient.host for flow in collected} == {HOST}
    assert {flow.recipient.by for flow in collected} <= BY_CONTENT
    assert {flow.party for flow in collected} == {Party.THIRD}


def test_the_pages_own_documents_and_scripts_stay_the_sites(visits, willow):
    flows = [flow for visit in visits.values() for flow in visit.flows]
    own = [f for f in flows if "/visits/" in f.request.url or "/files/" in f.request.url]

    assert len(own) == 2 * len(willow.files)
    assert {(flow.party, flow.recipient.entity) for flow in own} == {(Party.FIRST, "first party")}


def test_a_learned_policy_names_the_vendor_and_passes_its_own_check(visits, willow):
    seen = (visits[willow.page("mixpanel")],)
    today = dt.datetime.now(dt.UTC).date()

    made = learned(seen, site=HOST, today=today).policy
    sends = {name for rule in made.rules if rule.to for name in rule.to.names}

    assert "mixpanel" in sends
    assert not [
        finding for finding in checked(made, seen, today=today) if "mixpanel" in finding.title
    ]
