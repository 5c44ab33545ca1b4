"""A session recorder passes on an element that carries the vendor's own marking against it.

A probe put elements with each of the vendor's markings into the page and found their content in
the recorder's requests: the marking does not do there what it is put on pages for.

Why: who marked an element believes that it is not recorded, and looks no further.
Fix: see which of the recorder's settings switches the marking off, or mask by the vendor's setting
for all inputs and text; then scan again.
Source: 45 CFR 164.502(a); the vendors' documentation of their markings (`knowledge/replay`).
fires: a_field_with_the_vendor_s_marking_is_recorded
fires: markings_are_findings_of_their_own
quiet: marked_elements_are_masked
quiet: the_site_records_for_itself
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.recorded_replays import attested, leaving, of_others, recorder, settings
from scriptward.analysis.sensitivity import controls_of
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.replay import MARKED, Surface
from scriptward.vocabulary.words import Audience, DataKind, Severity

_ANY = "mask all inputs and text in the recorder's settings"
_WHAT = {Surface.MARKED_TEXT: "the text of", Surface.MARKED_INPUT: "what is typed into"}


@detector(severity=Severity.HIGH, audience=Audience.PRIVACY, controls=("HT-03", "HT-06"))
def replay_mask_ignored(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    for row in of_others(visit):
        for one in leaving(row, MARKED):
            named = settings([one])
            yield replay_mask_ignored.finding(
                visit=visit,
                says=(
                    f"{recorder(row)} records {_WHAT[one.surface]} elements marked {one.marking} "
                    "all the same"
                ),
                severity=Severity.LOW if attested(visit, row) else Severity.HIGH,
                script=row.script,
                recipient=row.host,
                data=[DataKind.REPLAY_DOM],
                controls=controls_of(visit.page.page_class),
                fold=(row.entity, row.product, row.host, one.surface.value, one.marking),
                remedy=Remedy(text=f"set {named}" if named else _ANY, actor="vendor settings"),
            )
