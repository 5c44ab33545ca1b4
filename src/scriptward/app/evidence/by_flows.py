"""Judges of what reached whom."""

from collections.abc import Iterable

from scriptward.app.evidence.document import Observed
from scriptward.app.evidence.material import Material, SeenFlow
from scriptward.app.evidence.ruling import Ruling, found, inapplicable, missing, nothing, present
from scriptward.app.evidence.wording import counted, kinds_said
from scriptward.knowledge.page_classes import CARD_FIELDS
from scriptward.knowledge.rule import AppliesWhen, Rule
from scriptward.vocabulary.words import Baa, Channel, DataKind, PageClass

_LETTERS: dict[DataKind, str] = {
    DataKind.NAME: "A",
    DataKind.ADDRESS: "B",
    DataKind.ZIP: "B",
    DataKind.GEO_PRECISE: "B",
    DataKind.DOB: "C",
    DataKind.APPOINTMENT: "C",
    DataKind.PHONE: "D",
    DataKind.EMAIL: "F",
    DataKind.SSN: "G",
    DataKind.MRN: "H",
    DataKind.MEMBER_ID: "I",
    DataKind.ACCOUNT_NUMBER: "J",
    DataKind.CARD_DATA: "J",
    DataKind.DEVICE_ID: "M",
    DataKind.IP: "O",
    DataKind.COOKIE_ID: "R",
    DataKind.CLICK_ID: "R",
    DataKind.USER_ID: "R",
    DataKind.USERNAME: "R",
    DataKind.EMAIL_HASH: "R",
    DataKind.PHONE_HASH: "R",
    DataKind.OTHER_ID: "R",
}
"""Letters of the list in 45 CFR 164.514(b)(2)(i)."""

_CARD_FIELDS = "card fields in the page or its frames (not told apart)"
_HAND_OVERS: dict[Channel, str] = {
    Channel.FRAME: "embedded_frame",
    Channel.FORM: "direct_post",
    Channel.NAVIGATION: "redirect (server or script: not told apart)",
}


def by_flows(rule: Rule, material: Material) -> Ruling:
    """Requests that match the rule."""
    rows = [seen.row() for seen in material.flows(rule.applies_when)]
    if rows:
        return found(rule, rows)
    return nothing(rule, material, "no request of this kind was seen")


def by_register(rule: Rule, material: Material) -> Ruling:
    """Recipients of data, those without an attested agreement first."""
    seen = [seen for seen in material.flows(rule.applies_when) if seen.kinds]
    without = [each for each in seen if each.flow.recipient.baa is not Baa.ATTESTED]
    if without:
        return found(rule, [each.row() for each in without])
    if seen:
        hosts = len({each.flow.recipient.host for each in seen})
        told = f"an agreement is attested for each of {counted(hosts, 'recipient')} of data"
        rows = [each.row(material.attested.agreement(each.flow.recipient)) for each in seen]
        return present(told, rows)
    return nothing(rule, material, "no data was seen to reach a third party from these pages")


def by_declared(rule: Rule, material: Material) -> Ruling:
    """Kinds of data that recipients under an agreement got, against what it covers."""
    seen = [seen for seen in material.flows(rule.applies_when) if seen.kinds]
    if not seen:
        return inapplicable("no recipient with an attested agreement received data")
    beyond = {
        index: kinds - declared
        for index, kinds, declared in (
            (i, each.kinds, material.attested.declared(each.flow.recipient))
            for i, each in enumerate(seen)
        )
        if declared and kinds - declared
    }
    if beyond:
        rows = [seen[i].row(f"beyond the list: {_listed(kinds)}") for i, kinds in beyond.items()]
        return found(rule, rows, data=sorted({kind for kinds in beyond.values() for kind in kinds}))
    rows = [each.row(material.attested.agreement(each.flow.recipient)) for each in seen]
    if any(not material.attested.declared(each.flow.recipient) for each in seen):
        return missing("not every agreement names the kinds of data it covers", rows)
    return present("no recipient under an agreement got a kind of data beyond its list", rows)


def _listed(kinds: Iterable[DataKind]) -> str:
    return kinds_said(sorted(kind.value for kind in kinds))


def by_identifiers(rule: Rule, material: Material) -> Ruling:
    """Identifiers of the list, by recipient."""
    rows = [_lettered(seen) for seen in material.flows(rule.applies_when)]
    rows = [row for row in rows if row.detail]
    if rows:
        kinds = dict.fromkeys(kind for row in rows for kind in row.data if kind in _LETTERS)
        return found(rule, rows, data=kinds)
    return nothing(rule, material, "beside the IP address no identifier of the list was seen")


def _lettered(seen: SeenFlow) -> Observed:
    letters = sorted({_LETTERS[kind] for kind in seen.kinds if kind in _LETTERS})
    return seen.row(f"identifiers {', '.join(letters)}" if letters else "")


def by_hand_over(rule: Rule, material: Material) -> Ruling:
    """How pages were seen to lead to card fields; where not, what payment pages sent and held."""
    told = {
        (run, page.url): (page, page.handover) for run, page in material.pages(()) if page.handover
    }
    rows = [
        Observed(
            run=run,
            page=page.url,
            page_class=page.page_class.value,
            recipient=handover.to,
            detail=f"{handover.type.value}: {' → '.join(handover.chain)}",
        )
        for (run, _), (page, handover) in told.items()
    ]
    kinds = [handover.type.value for _, handover in told.values()]
    guessed = _card_fields(material, rule.applies_when.page_class)
    for seen in material.flows(AppliesWhen(page_class=rule.applies_when.page_class)):
        if kind := _HAND_OVERS.get(seen.flow.channel):
            payment = seen.flow.recipient.category == "payment"
            guessed.append(
                seen.row(kind if payment else f"{kind}, not known as a payment provider")
            )
    guessed = [row for row in guessed if (row.run, row.page) not in told]
    if rows or guessed:
        kinds += [row.detail for row in guessed]
        return found(rule, [*rows, *guessed], data=dict.fromkeys(kinds))
    return nothing(rule, material, "neither frame, post, redirect nor card field was seen")


def _card_fields(material: Material, classes: tuple[PageClass, ...]) -> list[Observed]:
    read = {
        (report.run.id, read.page)
        for report in material.runs
        for read in report.reads
        if read.kind is DataKind.CARD_DATA
    }
    return [
        Observed(run=run, page=page.url, page_class=page.page_class.value, detail=_CARD_FIELDS)
        for run, page in material.pages(classes)
        if CARD_FIELDS in page.class_reason or (run, page.url) in read
    ]


def by_consent(rule: Rule, material: Material) -> Ruling:
    """The personas of the runs; no verdict depends on them."""
    return found(
        rule,
        [
            Observed(run=report.run.id, detail=f"persona {persona}")
            for report in material.runs
            for persona in report.run.personas
        ],
    )


def by_findings(rule: Rule, material: Material) -> Ruling:
    """Findings that name the rule."""
    rows = [
        Observed(
            run=report.run.id,
            page=finding.page or "",
            page_class=finding.page_class,
            recipient=finding.recipient or "",
            data=finding.data,
            detail=finding.title,
        )
        for report in material.runs
        for finding in report.findings
        if rule.id in finding.controls
    ]
    return found(rule, rows) if rows else nothing(rule, material, "no finding names this rule")


def by_attestation(rule: Rule, material: Material) -> Ruling:  # noqa: ARG001  # traffic can't show it
    """A document the organisation keeps; traffic can't show it."""
    return found(rule, ())
