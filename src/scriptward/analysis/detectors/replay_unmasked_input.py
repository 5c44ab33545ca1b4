"""A session recorder passes on what is typed into fields.

A probe put fields of each type into the page, typed into them, and found the values in the
recorder's own requests. What a patient types into such fields of the site goes the same way.

Why: a recording is watched by people and kept by a vendor; what is typed on a health site says who
the person is or what care they seek.
Fix: set the vendor's own mask for all inputs, and unmask by list what is harmless.
Source: 45 CFR 164.502(a), 164.502(b); HHS OCR bulletin on online tracking, 18 March 2024.
fires: a_vendor_records_what_is_typed
fires: a_recorded_password_is_critical
fires: a_vendor_with_an_agreement_is_low
quiet: all_inputs_are_masked
quiet: inputs_were_not_seen
quiet: the_site_records_for_itself
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.recorded_replays import (
    attested,
    fields,
    leaving,
    of_others,
    recorder,
    settings,
)
from scriptward.analysis.sensitivity import controls_of
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.replay import TYPED, Surface
from scriptward.vocabulary.words import Audience, DataKind, Severity

_ANY = "mask all inputs in the recorder's settings and unmask by list"


@detector(severity=Severity.HIGH, audience=Audience.PRIVACY, controls=("HT-03", "HT-06"))
def replay_unmasked_input(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    for row in of_others(visit):
        seen = leaving(row, TYPED)
        if not seen:
            continue
        password = any(one.surface is Surface.INPUT_PASSWORD for one in seen)
        severity = Severity.CRITICAL if password else Severity.HIGH
        named = settings(seen)
        yield replay_unmasked_input.finding(
            visit=visit,
            says=f"{recorder(row)} records what is typed into {fields(seen)}",
            severity=Severity.LOW if attested(visit, row) else severity,
            script=row.script,
            recipient=row.host,
            data=[DataKind.FORM_VALUE, *([DataKind.PASSWORD] if password else ())],
            controls=controls_of(visit.page.page_class),
            fold=(row.entity, row.product, row.host),
            remedy=Remedy(text=f"set {named}" if named else _ANY, actor="vendor settings"),
        )
