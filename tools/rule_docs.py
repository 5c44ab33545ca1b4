"""Pages of the rule packs in docs/rules, printed from their TOML."""

from collections.abc import Iterator
from pathlib import Path

from scriptward.knowledge.rule import Rule, RulePack, packs

OWNS = "docs/rules/*.md"


def render() -> dict[Path, str]:
    """Every file of OWNS, whole; the same packs give the same bytes."""
    pages = {Path(f"docs/rules/{id_}.md"): _page(pack) for id_, pack in packs().items()}
    return {**pages, Path("docs/rules/README.md"): _index(packs())}


def _page(pack: RulePack) -> str:
    head = [
        f"# {pack.title}",
        "",
        (
            f"`scriptward report --standard {pack.standard}`. Authority: {pack.authority}. "
            f"Knowledge of {pack.dated}. Engineering reference, not legal advice."
        ),
        "",
        pack.about,
        "",
    ]
    return "\n".join([*head, *(line for rule in pack.rules for line in _lines(rule))])


def _lines(rule: Rule) -> Iterator[str]:
    dates = ", ".join(str(date) for date in rule.source.dates)
    yield f"## {rule.id}: {rule.title}"
    yield ""
    yield f"- **Clause:** {rule.clause}"
    yield f"- **Control:** {rule.control}"
    yield f"- **Evidence:** {rule.evidence}"
    yield f"- **Limits:** {rule.limits}"
    yield f"- **Source:** {rule.source.name} ({dates})"
    yield f"- **Effective:** {_effective(rule)}"
    yield f"- **Judged by:** {rule.judged_by.value.replace('_', ' ')}"
    yield ""


def _effective(rule: Rule) -> str:
    if rule.effective.status == "proposed":
        return "proposed, not in force when last checked"
    end = f" to {rule.effective.to}" if rule.effective.to else ""
    return f"from {rule.effective.since}{end}"


def _index(found: dict[str, RulePack]) -> str:
    rows = [f"- [{pack.id}]({pack.id}.md): {pack.title}" for pack in found.values()]
    return "\n".join(("# Rule packs", "", "What evidence is held against.", "", *rows)) + "\n"
