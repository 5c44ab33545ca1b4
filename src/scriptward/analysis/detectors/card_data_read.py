"""A third party's script read a card field of the page.

It took the value of a field for a card's number, code or expiry on the page itself, not in a frame
of its own.

Why: a script that reads a card can send it; on a payment page each one needs a reason.
Fix: enter cards in the payment processor's frame, where other scripts can't read; keep scripts
that aren't needed for paying off the page.
Source: PCI DSS v4.0.1, requirement 6.4.3; PCI SSC, Payment Page Security and Preventing
E-Skimming, 10 March 2025.
fires: an_analytics_script_reads_the_card_number
quiet: a_processors_script_reads_inside_its_own_frame
quiet: the_own_script_checks_the_card_number
quiet: a_payment_processors_script_reads_the_card_number
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.reads import third_party_reads
from scriptward.analysis.sensitivity import CARD, PAYMENT
from scriptward.analysis.wording import page_words, script_name
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_FIX = Remedy(
    text=(
        "enter cards in the payment processor's own frame, and keep this script off pages where "
        "people pay"
    ),
    actor="web team",
)


@detector(severity=Severity.HIGH, audience=Audience.SECURITY, controls=("PC-01", "PC-02"))
def card_data_read(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    page_class = visit.page.page_class
    for script, kinds in third_party_reads(visit, CARD):
        if script.owner.category == "payment":
            continue
        listed = Severity.HIGH if page_class in PAYMENT else Severity.MEDIUM
        yield card_data_read.finding(
            visit=visit,
            says=f"{script_name(script)} read card fields of {page_words(page_class)}",
            severity=Severity.LOW if script.approved else listed,
            script=script,
            data=kinds,
            fold=(script.id,),
            remedy=_FIX,
        )
