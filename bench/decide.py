"""Decisions: what one takes at a thousand rules, in Python and in the guard's engine.

`python bench/decide.py [--rules N]`. The same questions to both; the guard's TypeScript runs in
Node, bundled as it is. The least of all rounds counts, since other work only adds. Also how large
the guard's table is, raw and as it travels. Leaves with 1 if a budget is missed.
"""

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the policies and the engine's process are those of the tests

from scriptward.policy.decide import decide  # noqa: E402
from scriptward.policy.guard_table import day_number, table  # noqa: E402
from scriptward.policy.language.matching import Code, Receiver  # noqa: E402
from scriptward.policy.language.policy import Policy  # noqa: E402
from scriptward.policy.language.words import Action, Via  # noqa: E402
from scriptward.policy.question import Question  # noqa: E402
from scriptward.vocabulary.words import DataKind, PageClass  # noqa: E402
from tests.policy.large import large  # noqa: E402
from tests.policy.twin import Twin, wire  # noqa: E402

TODAY = date(2026, 11, 25)
MOST_PYTHON = 50.0
MOST_GUARD = 5.0
"""Microseconds a decision."""
MOST_TABLE = 6_144
"""Bytes of the table in gzip, at 200 scripts of 100 recipients."""
QUESTIONS = 400
ROUNDS = 25


def main() -> None:
    """Print the figures; leave with 1 if one is over its budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules", type=int, default=1_000)
    rules = options.parse_args().rules
    policy = large(scripts=200, recipients=200, rules=rules, seed=7)
    asked = questions(policy)
    python = in_python(policy, asked)
    guard, ready = in_guard(policy, asked)
    print(f"{rules} rules, {len(asked)} questions")
    print(f"Python: {python:.1f} microseconds a decision, budget {MOST_PYTHON:g}")
    print(
        f"guard: {guard:.2f} microseconds a decision, budget {MOST_GUARD:g};"
        f" {ready:.1f} ms once, to get ready"
    )
    travels = 0
    for recipients in (200, 100):
        written = table(large(scripts=200, recipients=recipients, rules=60, seed=7))
        travels = len(gzip.compress(written, 9))
        print(
            f"table of 200 scripts, {recipients} recipients, 60 rules:"
            f" {len(written):,} bytes, {travels:,} in gzip"
        )
    if python > MOST_PYTHON or guard > MOST_GUARD or travels > MOST_TABLE:
        sys.exit("over budget")


def questions(policy: Policy) -> list[Question]:
    """What the scripts of a site ask as they run: mostly sends to those in the register."""
    rng = random.Random(3)  # noqa: S311  # the same questions each time
    codes = [
        Code(url=one.match, home=one.match, entity=one.owner)
        for one in policy.scripts
        if not one.match.startswith("inline:")
    ]
    return [_question(policy, rng, rng.choice(codes)) for _ in range(QUESTIONS)]


def _question(policy: Policy, rng: random.Random, code: Code) -> Question:
    recipient = rng.choice(policy.recipients)
    host = recipient.hosts[0].replace("*", "eu1")
    return Question(
        action=rng.choice([Action.SEND, Action.SEND, Action.LOAD, Action.READ]),
        page="https://www.clinic.test/ad/appointments/new",
        page_class=PageClass.APPOINTMENT_FORM,
        code=code,
        to=Receiver(host=host, entity=recipient.name, category="analytics"),
        data=frozenset(rng.sample(list(DataKind), rng.randint(0, 3))),
        via=rng.choice([Via.CONNECT, Via.IMAGE]),
    )


def in_python(policy: Policy, asked: list[Question]) -> float:
    """Microseconds a decision."""
    least = float("inf")
    for _ in range(ROUNDS):
        at = time.process_time()
        for question in asked:
            decide(policy, question, today=TODAY)
        least = min(least, time.process_time() - at)
    return least / len(asked) * 1e6


def in_guard(policy: Policy, asked: list[Question]) -> tuple[float, float]:
    """Microseconds a decision, and milliseconds to make the table ready."""
    wired = [[wire(question), day_number(TODAY)] for question in asked]
    with tempfile.TemporaryDirectory() as folder, Twin(Path(folder)) as twin:
        line = {"table": json.loads(table(policy)), "asked": wired, "rounds": ROUNDS * 4}
        said = twin.said(line)
    return said["microseconds"], said["ready"]


if __name__ == "__main__":
    main()
