"""A signed-in page asked something of a tracking vendor without an agreement on file.

Why: behind sign-in every visitor is a patient or acts for one; the request itself tells who
visits which page of the portal.
Fix: keep tags off everything behind sign-in, or have an agreement with the vendor that covers this
product and record it in the policy.
Source: 45 CFR 164.502(a) and (e); HHS OCR bulletin on online tracking, 18 March 2024.
fires: an_advertiser_gets_a_request_from_an_inbox
fires: an_unknown_host_gets_a_request_from_an_inbox
fires: a_recipient_that_only_the_policy_names_gets_a_request_without_an_agreement
quiet: a_vendor_with_an_agreement_gets_a_request
quiet: an_advertiser_gets_a_request_from_a_public_page
quiet: a_font_is_loaded_on_a_signed_in_page
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import ADVERTISING, SIGNED_IN, TRACKING, unattested
from scriptward.analysis.sent import whose
from scriptward.analysis.wording import known, page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Recipient, Visit
from scriptward.vocabulary.words import Audience, Certainty, Outcome, Severity

_FIX = Remedy(
    text=(
        "keep this vendor off everything behind sign-in, or record the agreement that covers this "
        "product in the policy"
    ),
    actor="tag manager",
)


@detector(severity=Severity.HIGH, audience=Audience.PRIVACY, controls=("HT-01", "HT-06"))
def tracker_on_signed_in_page(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    if visit.page.page_class not in SIGNED_IN:
        return
    for flows in _trackers(visit):
        recipient = flows[0].recipient
        yield tracker_on_signed_in_page.finding(
            visit=visit,
            says=(
                f"{known(recipient)} was sent requests from {page_words(visit.page.page_class)}; "
                "no agreement is on file"
            ),
            severity=Severity.HIGH if recipient.category in TRACKING else Severity.MEDIUM,
            flows=flows,
            recipient=recipient.host,
            data={
                leak.kind
                for flow in flows
                for leak in flow.data
                if leak.certainty is not Certainty.HINT
            },
            controls=_controls(recipient),
            fold=(whose(recipient),),
            remedy=_FIX,
        )


def _trackers(visit: Visit) -> list[list[Flow]]:
    groups: dict[str, list[Flow]] = {}
    for flow in visit.third_party:
        tracks = flow.recipient.category in TRACKING or not flow.recipient.category
        if tracks and unattested(flow.recipient) and flow.outcome is not Outcome.BLOCKED:
            groups.setdefault(whose(flow.recipient), []).append(flow)
    return list(groups.values())


def _controls(recipient: Recipient) -> tuple[str, ...]:
    advertising = ("HT-08",) if recipient.category in ADVERTISING else ()
    return ("HT-01", "HT-06", *advertising)
