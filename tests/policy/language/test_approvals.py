"""What a policy attests, as analysis asks it."""

from datetime import date

from scriptward.policy.language import approvals, parsed
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import Baa, NamedBy, PageClass
from tests.policy.visits import INLINE_SHA256, inline, script

POLICY = parsed(
    f"""\
version: 1
site: www.clinic.test
pages:
  portal: {{match: /portal/**, class: authenticated}}
  menu: {{match: /**}}
recipients:
  self: {{hosts: ["*.clinic-static.test"]}}
  acme: {{hosts: [api.acme.test], baa: {{signed: 2026-01-01, expires: 2026-06-30}}}}
  pixel: {{hosts: ["*.pixel.test"], baa: none}}
  session-cam: {{}}
scripts:
  - match: "https://cdn.acme.test/chat.js"
    approved: {{by: a, date: 2026-01-01, sha256: "{"cd" * 32}"}}
  - {{match: "inline:{INLINE_SHA256}", approved: {{by: a, date: 2026-01-01}}}}
"""
)
MAY = date(2026, 5, 1)


def test_own_hosts_are_the_registrable_domain_and_those_named():
    assert approvals(POLICY, today=MAY).own_hosts == ("clinic.test", "clinic-static.test")


def test_scripts_are_approved_by_pattern_bytes_and_digest():
    approved = approvals(POLICY, today=MAY).approved

    assert approved(script()) is True
    assert approved(script(sha256="ef" * 32)) is False
    assert approved(script("https://cdn.acme.test/other.js")) is False
    assert approved(inline()) is True
    assert approved(inline("00" * 32)) is False


def test_the_baa_register_is_asked_by_host_and_day():
    baa = approvals(POLICY, today=MAY).baa

    assert baa("api.acme.test", "unknown", "") is Baa.ATTESTED
    assert baa("eu.pixel.test", "Pixel Inc", "") is Baa.NONE
    assert baa("other.test", "unknown", "") is Baa.UNKNOWN
    assert baa("x.cam.test", "Session Cam", "") is Baa.UNKNOWN
    assert approvals(POLICY, today=date(2026, 7, 1)).baa("api.acme.test", "", "") is Baa.NONE


def test_pages_have_the_policys_class_and_its_line():
    page_class = approvals(POLICY, today=MAY).page_class

    assert page_class("https://www.clinic.test/portal/inbox") == (
        PageClass.AUTHENTICATED,
        "policy line 4: page `portal`",
    )
    assert page_class("https://www.clinic.test/") is None
    assert page_class("https://evil.test/portal/inbox") is None


def test_a_host_that_the_policy_names_has_that_owner():
    owner = approvals(POLICY, today=MAY).owner

    assert owner("eu.pixel.test") == Owner(entity="pixel", by=NamedBy.POLICY)
    assert owner("other.test") is None
    assert owner("a.clinic-static.test") is None
