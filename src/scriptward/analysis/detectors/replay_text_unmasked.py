"""A recording of the page carried text or entries that were not masked.

Session replay sends the page's content and what is typed into it, so that somebody can watch the
visit later. Known values stood in such a recording in clear.

Why: a recording holds everything the page shows, also what nobody thought of as a form field.
Fix: mask all text and inputs by default in the vendor's settings and unmask by list; keep replay
off signed-in pages and forms.
Source: 45 CFR 164.502(a), 164.502(b); HHS OCR bulletin on online tracking, 18 March 2024.
fires: a_recording_carries_what_was_typed_into_a_form
fires: page_text_of_a_signed_in_page_is_recorded_by_a_product_analytics_vendor
quiet: a_recording_is_masked
quiet: a_recording_goes_to_the_own_site
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import (
    CARD,
    CREDENTIALS,
    controls_of,
    in_address,
    in_replay,
    of_value,
)
from scriptward.analysis.sent import sent, whose
from scriptward.analysis.wording import in_words, known, page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Leak, Visit
from scriptward.vocabulary.words import Audience, Severity

_FIX = Remedy(
    text=(
        "mask all text and inputs by default in the recorder's settings and unmask by list; keep "
        "it off signed-in pages and forms"
    ),
    actor="vendor settings",
)


@detector(severity=Severity.HIGH, audience=Audience.PRIVACY, controls=("HT-03", "HT-06"))
def replay_text_unmasked(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    page_class = visit.page.page_class
    for found in sent(visit, _recorded):
        yield replay_text_unmasked.finding(
            visit=visit,
            says=(
                f"{found.by} recorded {in_words(found.kinds)} on "
                f"{page_words(page_class)} unmasked for {known(found.recipient)}"
            ),
            severity=of_value(found.kinds, found.recipient, page_class, handed_over=False),
            confidence=found.confidence,
            flows=found.flows,
            script=found.script,
            recipient=found.recipient.host,
            data=found.kinds,
            controls=controls_of(page_class),
            fold=(found.script or "", whose(found.recipient), page_class.value),
            remedy=_FIX,
        )


def _recorded(flow: Flow, leak: Leak) -> bool:
    own_finding = leak.kind in CARD | CREDENTIALS or in_address(leak)
    return in_replay(flow, leak) and not own_finding
