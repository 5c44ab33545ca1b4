"""Card data reached a third party that is no known payment processor.

A card's number, code or expiry was found in a request to another host.

Why: this is what a card skimmer does; nobody but the processor needs it.
Fix: take the script off the page at once and keep its bytes; enter cards in the processor's own
frame; allow only the processor in `connect-src`, `form-action` and `img-src`.
Source: PCI DSS v4.0.1, requirements 6.4.3 and 11.6.1.
fires: a_card_number_reaches_an_unknown_host
fires: a_script_submits_the_card_by_a_form
fires: an_agreement_on_patient_data_does_not_cover_cards_that_a_script_sends
fires: a_frame_of_an_unknown_owner_takes_the_card
quiet: the_card_goes_to_the_payment_processor
quiet: a_frame_of_a_vendor_with_an_agreement_takes_the_card
quiet: the_card_goes_to_the_own_site
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import CARD
from scriptward.analysis.sent import sent, whose
from scriptward.analysis.wording import known, page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Leak, Visit
from scriptward.vocabulary.words import Audience, Baa, Severity

_FIX = Remedy(
    text=(
        "take this script off the page at once and keep a copy of it; allow only the payment "
        "processor as a target on this page"
    ),
    actor="web team",
)


@detector(severity=Severity.CRITICAL, audience=Audience.SECURITY, controls=("PC-02", "PC-03"))
def card_data_sent(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    page_class = visit.page.page_class
    for found in sent(visit, _card):
        if found.handed_over and found.recipient.baa is Baa.ATTESTED:
            continue
        yield card_data_sent.finding(
            visit=visit,
            says=(
                f"{found.by} sent card data from {page_words(page_class)} "
                f"to {known(found.recipient)}"
            ),
            severity=Severity.MEDIUM if found.handed_over else Severity.CRITICAL,
            confidence=found.confidence,
            flows=found.flows,
            script=found.script,
            recipient=found.recipient.host,
            data=found.kinds,
            fold=(found.script or "", whose(found.recipient), page_class.value),
            remedy=_FIX,
        )


def _card(flow: Flow, leak: Leak) -> bool:
    return leak.kind in CARD and flow.recipient.category != "payment"
