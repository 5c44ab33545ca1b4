"""A value that a person typed or picked reached a third party.

What a person enters (name, e-mail, reason for the visit, doctor, phrase searched) was found in a
request to a host that isn't the site's: as it is, decoded, or as a hash of it.

Why: on a health site an entry says who the person is or what care they seek; a recipient without
an agreement on file isn't held to what the organisation has promised.
Fix: keep the script off that page, or switch off its form capture and automatic matching; where
the recipient is meant to get it, put the agreement on file in the policy.
Source: 45 CFR 164.502(a) and (e); HHS OCR bulletin on online tracking, 18 March 2024.
fires: a_reason_for_the_visit_reaches_an_analytics_vendor
fires: a_hashed_email_reaches_an_advertiser_from_a_public_page
fires: a_social_security_number_is_critical
fires: a_value_for_a_recipient_with_an_agreement_is_low
fires: identity_and_health_are_two_findings_and_many_fields_are_one
quiet: a_value_reaches_the_own_site
quiet: a_request_with_a_value_was_blocked
quiet: only_a_hint_of_a_value_was_seen
quiet: a_third_party_gets_a_request_without_any_entry
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import (
    HEALTH,
    IDENTIFIERS,
    controls_of,
    in_address,
    in_referer,
    in_replay,
    of_value,
)
from scriptward.analysis.sent import sent, whose
from scriptward.analysis.wording import in_words, known, page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Leak, Visit
from scriptward.vocabulary.words import Audience, DataKind, Severity

_FIX = Remedy(
    text=(
        "keep this script off pages with forms, or switch off its form capture and automatic "
        "matching; if the recipient is meant to get it, record the agreement in the policy"
    ),
    actor="tag manager",
)


@detector(severity=Severity.HIGH, audience=Audience.PRIVACY, controls=("HT-03", "HT-06"))
def form_value_sent(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    for group, kinds in (("identity", IDENTIFIERS), ("health", HEALTH)):
        yield from _group(visit, group, kinds)


def _group(visit: Visit, group: str, kinds: frozenset[DataKind]) -> Iterator[Finding]:
    page_class = visit.page.page_class

    def wanted(flow: Flow, leak: Leak) -> bool:
        elsewhere = in_referer(leak) or in_address(leak) or in_replay(flow, leak)
        return leak.kind in kinds and not elsewhere

    for found in sent(visit, wanted):
        yield form_value_sent.finding(
            visit=visit,
            says=(
                f"{found.by} sent {in_words(found.kinds)} from "
                f"{page_words(page_class)} to {known(found.recipient)}"
            ),
            severity=of_value(
                found.kinds, found.recipient, page_class, handed_over=found.handed_over
            ),
            confidence=found.confidence,
            flows=found.flows,
            script=found.script,
            recipient=found.recipient.host,
            data=found.kinds,
            controls=controls_of(page_class),
            fold=(found.script or "", whose(found.recipient), group, page_class.value),
            remedy=_FIX,
        )
