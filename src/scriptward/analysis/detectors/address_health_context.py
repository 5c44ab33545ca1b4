"""A page's address or title, with what it says of the reader, was sent to a third party.

Analytics and advertising tags send the page's address, query and title along. Here it held an
identifier or an entry, or it was the address of a page whose subject says something of its reader.

Why: joined with a cookie or an IP address, the address of a booking form, an inbox or a condition
says what care somebody seeks.
Fix: cut query and path before sending (the vendor's URL redaction, or a rule `scrub` in the
policy); keep such tags off forms and signed-in pages; put entries in the body of a POST.
Source: 45 CFR 164.514(b)(2)(i)(N) and (R); American Hospital Ass'n v. Becerra, N.D. Tex.,
20 June 2024, for public pages on conditions and providers; RCW 19.373.
fires: a_search_phrase_in_the_address_reaches_an_analytics_vendor
fires: the_address_of_a_condition_page_reaches_an_advertiser
quiet: the_address_of_a_public_page_reaches_an_analytics_vendor
quiet: the_address_of_an_appointment_form_stays_with_an_attested_recipient
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import (
    ADVERTISING,
    CARD,
    CONTENT,
    CONTEXT,
    CREDENTIALS,
    FORMS,
    SIGNED_IN,
    controls_of,
    in_address,
    of_value,
    unattested,
)
from scriptward.analysis.sent import Sent, sent, whose
from scriptward.analysis.wording import in_words, known, page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Leak, Visit
from scriptward.vocabulary.words import Audience, PageClass, Severity

_FIX = Remedy(
    text=(
        "cut query and path from what is sent (the vendor's URL redaction, or a `scrub` rule), "
        "and keep the tag off forms and signed-in pages"
    ),
    actor="tag manager",
)


@detector(severity=Severity.MEDIUM, audience=Audience.PRIVACY, controls=("HT-04", "HT-05"))
def address_health_context(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    for found in sent(visit, _value_in_address):
        yield _with_value(visit, found)
    if visit.page.page_class in FORMS | SIGNED_IN | CONTENT:
        for found in sent(visit, _own_address):
            yield _subject(visit, found)


def _value_in_address(_: Flow, leak: Leak) -> bool:
    return in_address(leak) and leak.kind not in CONTEXT | CARD | CREDENTIALS


def _own_address(flow: Flow, leak: Leak) -> bool:
    return in_address(leak) and leak.kind in CONTEXT and unattested(flow.recipient)


def _with_value(visit: Visit, found: Sent) -> Finding:
    page_class = visit.page.page_class
    return address_health_context.finding(
        visit=visit,
        says=(
            f"{found.by} sent an address with {in_words(found.kinds)} in it "
            f"from {page_words(page_class)} to {known(found.recipient)}"
        ),
        severity=of_value(found.kinds, found.recipient, page_class, handed_over=False),
        confidence=found.confidence,
        flows=found.flows,
        script=found.script,
        recipient=found.recipient.host,
        data=found.kinds,
        controls=(*controls_of(page_class), "HS-08"),
        fold=("value", found.script or "", whose(found.recipient), page_class.value),
        remedy=_FIX,
    )


def _subject(visit: Visit, found: Sent) -> Finding:
    page_class = visit.page.page_class
    return address_health_context.finding(
        visit=visit,
        says=(
            f"{known(found.recipient)} was sent {in_words(found.kinds)} of {page_words(page_class)}"
        ),
        severity=_of_subject(found, page_class),
        confidence=found.confidence,
        flows=found.flows,
        script=found.script,
        recipient=found.recipient.host,
        data=found.kinds,
        controls=("HT-04",) if page_class in CONTENT else controls_of(page_class),
        fold=("subject", whose(found.recipient)),
        remedy=_FIX,
    )


def _of_subject(found: Sent, page_class: PageClass) -> Severity:
    advertiser = found.recipient.category in ADVERTISING
    public = page_class in CONTENT
    return Severity.LOW if public and not advertiser else Severity.MEDIUM
