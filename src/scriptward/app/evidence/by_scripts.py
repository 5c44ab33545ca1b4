"""Judges of the scripts that ran on the pages of a rule."""

from collections.abc import Callable, Iterable

from scriptward.app.evidence.attested import Attested
from scriptward.app.evidence.document import Observed
from scriptward.app.evidence.material import Material, SeenScript
from scriptward.app.evidence.ruling import Ruling, found, missing, nothing, present
from scriptward.app.evidence.wording import counted
from scriptward.knowledge.rule import Rule
from scriptward.vocabulary.observations import Script
from scriptward.vocabulary.words import Party

_NOTHING = "no script was seen on these pages"
_APPROVAL = {
    True: "approved by the policy",
    False: "not approved by the policy",
    None: "no policy was given",
}


def by_inventory(rule: Rule, material: Material) -> Ruling:
    """Each script of the pages, with its approval."""
    seen = _scripts(rule, material)
    row = _row(material.attested)
    unreasoned = material.attested.unreasoned
    open_ = [
        each for each in seen if not each.script.approved or unreasoned(each.script, day=each.day)
    ]
    if open_:
        rows = [row(each) for each in [*open_, *_others(seen, open_)]]
        ruling = found(rule, [each.row("") for each in open_])
        return Ruling(verdict=ruling.verdict, says=ruling.says, observed=tuple(rows))
    if seen:
        return present(
            f"each of {counted(len(seen), 'script')} seen has an approval in the policy",
            [row(each) for each in seen],
        )
    return nothing(rule, material, _NOTHING)


def by_authorisation(rule: Rule, material: Material) -> Ruling:
    """Scripts that the policy does not approve, and the policy header of the pages."""
    seen = _scripts(rule, material)
    headers = _policies(rule, material)
    refused = [each for each in seen if each.script.approved is False]
    if refused:
        ruling = found(rule, [_row(material.attested)(each) for each in refused])
        return Ruling(
            verdict=ruling.verdict, says=ruling.says, observed=(*ruling.observed, *headers)
        )
    if any(each.script.approved is None for each in seen):
        return missing("no policy was given to these runs, so no script is approved", headers)
    if seen:
        return present(f"the policy approves {counted(len(seen), 'script')} seen", headers)
    return nothing(rule, material, _NOTHING)


def by_integrity(rule: Rule, material: Material) -> Ruling:
    """How a change of each script would be noticed."""
    seen = _scripts(rule, material)
    if not seen:
        return nothing(rule, material, _NOTHING)
    steady = _steadiness(material)
    rows = [each.row(_kept(each.script, steady)) for each in seen]
    foreign = [each for each in seen if each.script.party is Party.THIRD and each.script.url]
    without = [each for each in foreign if not each.script.integrity]
    if not without:
        return present("each script of others carries an integrity attribute", rows)
    if len(material.runs) > 1 and all(steady(each.script) for each in without):
        runs = counted(len(material.runs), "run")
        return present(f"the hash of each script stayed the same over {runs}", rows)
    ruling = found(rule, [each.row("") for each in without])
    return Ruling(verdict=ruling.verdict, says=ruling.says, observed=tuple(rows))


def _scripts(rule: Rule, material: Material) -> tuple[SeenScript, ...]:
    """One row a script, from its latest run; without page classes only those of others."""
    classes = rule.applies_when.page_class
    latest = {each.script.id: each for each in material.scripts(classes)}
    return tuple(each for each in latest.values() if classes or each.script.party is Party.THIRD)


def _others(seen: Iterable[SeenScript], named: list[SeenScript]) -> list[SeenScript]:
    return [each for each in seen if each not in named]


def _policies(rule: Rule, material: Material) -> list[Observed]:
    pages = {(run, page.url) for run, page in material.pages(rule.applies_when.page_class)}
    return [
        Observed(run=report.run.id, page=header.page, detail=f"{header.name}: {header.value}")
        for report in material.runs
        for header in report.headers
        if (report.run.id, header.page) in pages
        and header.url == header.page
        and header.name.startswith("content-security-policy")
    ]


def _row(attested: Attested) -> Callable[[SeenScript], Observed]:
    """Makes a row of the inventory, with who approved the script where the policy says it."""

    def row(seen: SeenScript) -> Observed:
        approval = attested.approval(seen.script, day=seen.day) or _APPROVAL[seen.script.approved]
        return seen.row(f"{_described(seen.script)}; {approval}")

    return row


def _described(script: Script) -> str:
    loader = "the document" if script.loaded_by == "document" else "another script"
    return ", ".join(
        (
            script.kind.value,
            f"{script.party.value} party",
            f"loaded by {loader if script.loaded_by else 'unknown'}",
            f"sha256 {script.sha256[:16]}" if script.sha256 else "bytes not seen",
        )
    )


def _kept(script: Script, steady: Callable[[Script], bool]) -> str:
    if script.integrity:
        return "integrity attribute"
    if not script.sha256:
        return "bytes not seen"
    told = "same in each run" if steady(script) else "not the same in each run"
    return f"sha256 {script.sha256[:16]}, {told}"


def _steadiness(material: Material) -> Callable[[Script], bool]:
    """Whether an address was seen in every run, always with the same hash."""
    hashes: dict[str, dict[str, set[str]]] = {}
    for report in material.runs:
        for script in report.scripts:
            key = script.url or script.sha256
            hashes.setdefault(key, {}).setdefault(report.run.id, set()).add(script.sha256)

    def steady(script: Script) -> bool:
        by_run = hashes[script.url or script.sha256]
        return len(by_run) == len(material.runs) and len(set().union(*by_run.values())) == 1

    return steady
