"""A learned policy as people get it: the file with its reasons, and a summary."""

from collections.abc import Iterable, Iterator

from scriptward.lib.plain import plain
from scriptward.policy.language import printed
from scriptward.policy.language.printer import extended
from scriptward.policy.learn import Learned


def proposal(learned: Learned, *, runs: Iterable[str], base: str = "") -> str:
    """The file's text. `base`: text of the policy it adds to, whose comments are kept."""
    head = (
        "A proposal: learned from " + ", ".join(runs) + ".",
        "Read each approval and rule, and put your name where it says `scriptward learn`.",
    )
    refused = tuple(
        line
        for refusal in learned.refused
        for line in (f"- {refusal.what}: {refusal.why}.", f"  To do: {refusal.do}.")
    )
    tail = ("Refused:", *refused) if refused else ()
    text = extended(base, learned.policy) if base else printed(learned.policy)
    return _comment(() if base else head) + text + _comment(tail)


def told(learned: Learned) -> Iterator[str]:
    """What was learned and refused, in lines for a terminal."""
    policy = learned.policy
    yield (
        f"permits {len(policy.scripts)} scripts and {len(policy.recipients)} recipients with "
        f"{len(policy.rules)} rules on {policy.site}"
    )
    for refusal in learned.refused:
        yield f"refused: {refusal.what}: {refusal.why}"
        yield f"         to do: {refusal.do}"
    for note in learned.notes:
        yield f"look at: {note}"


def _comment(lines: Iterable[str]) -> str:
    return "".join(f"# {plain(line)}\n" for line in lines)
