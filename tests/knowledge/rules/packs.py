"""What every rule pack has to keep, run by the test of each."""

import re

from scriptward.knowledge.rule import PLACEHOLDERS, RulePack, packs

CONCLUDING = re.compile(
    r"violat|complian|certif|breach|\bsafe|anonym|illegal|unlawful|guarantee", re.IGNORECASE
)


def pack_of(test_file: str) -> RulePack:
    name = test_file.rpartition("test_")[2].removesuffix(".py")
    return packs()[name.replace("_", "-")]


def undated(pack: RulePack) -> list[str]:
    return [rule.id for rule in pack.rules if not (rule.source.name and rule.source.dates)]


def newer_than_the_pack(pack: RulePack) -> list[str]:
    return [rule.id for rule in pack.rules if max(rule.source.dates) > pack.dated]


def concluding(pack: RulePack) -> list[tuple[str, str]]:
    """Rules with a word no output may conclude with."""
    texts = [
        (r.id, text) for r in pack.rules for text in (r.title, r.control, r.evidence, r.limits)
    ]
    said = [(rule.id, rule.conclusion) for rule in pack.rules]
    return [(id_, text) for id_, text in (*texts, *said) if CONCLUDING.search(text)]


def unfilled(pack: RulePack) -> list[str]:
    words = dict.fromkeys(PLACEHOLDERS, "x")
    return [rule.id for rule in pack.rules if "{" in rule.conclusion.format(**words)]


def broken(pack: RulePack) -> list[object]:
    return [
        *undated(pack),
        *newer_than_the_pack(pack),
        *concluding(pack),
        *unfilled(pack),
    ]
