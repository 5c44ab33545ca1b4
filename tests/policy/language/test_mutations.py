"""Mutated policies give a policy or one error, soon; rewriting one keeps its comments.

`POLICIES=100000` in the environment asks as many; the suite asks 300.
"""

import os
import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scriptward.policy.language import parsed, printed
from scriptward.policy.language.policy import Policy, Rule
from scriptward.policy.language.printer import extended
from scriptward.policy.language.words import Action, Effect
from scriptward.policy.lint import linted
from scriptward.vocabulary.errors import PolicyError
from tests.policy.language.test_reader import WHOLE

ROOT = Path(__file__).parents[3]
POLICIES = int(os.environ.get("POLICIES", "300"))
AT_ONCE = 1_000
"""Hypothesis remembers all it drew: collecting that as garbage once took a second by itself."""
SECONDS = 1.0
"""Of processor time, for reading, printing and linting one policy."""
TODAY = date(2026, 11, 25)
EXAMPLES = re.findall(
    r"```yaml\n(.*?)```", (ROOT / "docs" / "policy.md").read_text("utf-8"), re.DOTALL
)
SEEDS = [
    text.encode()
    for text in (
        WHOLE,
        *EXAMPLES,
        (ROOT / "demo" / "policy.yaml").read_text("utf-8"),
        (ROOT / "tests" / "policy" / "learned.yaml").read_text("utf-8"),
        "version: 1\nsite: a.test\ninclude: [b.yaml, ../c.yaml]\n",
    )
]
WORDS = sorted({word for seed in SEEDS for word in re.findall(rb"[\w*./:-]+", seed)})
TOKENS = st.sampled_from(
    [
        *WORDS,
        *(b"[", b"]", b"{", b"}", b": ", b"- ", b", ", b"\n", b"\n  ", b"\t", b"#", b" #", b"'"),
        *(b'"', b"|", b">", b"&a ", b"*a", b"!!str ", b"? ", b"---\n", b"...\n", b"<<: ", b"%YAML"),
        *(b"\x00", b"\xff", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"null", b"~", b"*"),
        *(b"**", b"/**/**/**", b"9" * 400, b"2026-13-45", b"0000-00-00", b"until: ", b"[" * 50),
        *(b"a" * 5000, b"*/" * 500, b"inline:" + b"0" * 64, b"inline:", b"*.", b"[::1]:99999"),
    ]
)
PLACES = st.integers(min_value=0, max_value=10_000)
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["put", "cut", "copy", "swap", "word", "line", "many"]),
        PLACES,
        PLACES,
        TOKENS,
    ),
    min_size=1,
    max_size=8,
)


def mutated(seed, mutations):
    """The seed with pieces put in, cut out, copied, swapped; bounded in size."""
    text = seed
    for deed, one, two, token in mutations:
        length = len(text) + 1
        start, end = sorted((one % length, two % length))
        piece = text[start:end]
        if deed == "put":
            text = text[:start] + token + text[start:]
        elif deed == "cut":
            text = text[:start] + text[min(end, start + 60) :]
        elif deed == "copy":
            text = text[:end] + piece[:400] + text[end:]
        elif deed == "many":
            text = text[:start] + token[:80] * (two % 200) + text[start:]
        elif deed == "word":
            found = list(re.finditer(rb"[\w*./-]+", text))
            if found:
                word = found[one % len(found)]
                text = text[: word.start()] + token + text[word.end() :]
        else:
            lines = text.splitlines(keepends=True) or [b""]
            first, second = one % len(lines), two % len(lines)
            if deed == "swap":
                lines[first], lines[second] = lines[second], lines[first]
            else:
                lines.insert(first, lines[second])
            text = b"".join(lines)
        text = text[:40_000]
    return text


@pytest.mark.parametrize("part", range(0, POLICIES, AT_ONCE))
@given(seed=st.sampled_from(SEEDS), mutations=MUTATIONS)
@settings(
    max_examples=min(POLICIES, AT_ONCE),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_a_mutated_policy_gives_a_policy_or_one_error_in_a_second(part, seed, mutations):
    text = mutated(seed, mutations)
    start = time.process_time()

    try:
        policy = parsed(text, path="p.yaml")
    except PolicyError as error:
        fair = str(error).startswith("p.yaml:") and error.hint and len(str(error)) < 2_000
    else:
        again = parsed(printed(policy))
        fair = again == policy and all(one.says and one.do for one in linted(policy, today=TODAY))
    assert fair
    assert time.process_time() - start < SECONDS


COMMENTED = """\
version: 1
site: www.clinic.test
pages:
  portal: {match: ["/portal/**"], class: authenticated}
recipients:
  acme: {hosts: [embed.acme.test], baa: none}
  pixel:
    hosts:
      - px.pixel.test
      - "*.px.test"
    baa: none
scripts:
  - match: "https://cdn.acme.test/schedule.js"
    owner: acme
rules:
  - {id: R1, permit: send, to: acme, pages: [portal]}
  - id: R2
    forbid: send
    to: pixel
""".splitlines()
MARKS = st.lists(
    st.tuples(st.integers(0, len(COMMENTED)), st.booleans(), st.integers(0, 8)), max_size=8
)


@given(MARKS)
@settings(max_examples=max(40, POLICIES // 10), deadline=None, database=None)
def test_rewriting_a_policy_keeps_every_comment_and_every_entry(marks):
    lines = list(COMMENTED)
    comments = []
    for number, (place, own_line, indent) in enumerate(sorted(marks, reverse=True)):
        comments.append(f"# note {number} of ours")
        if own_line or place == len(lines):
            lines.insert(place, " " * indent + comments[-1])
        else:
            lines[place] += f"  {comments[-1]}"
    text = "\n".join(lines) + "\n"
    policy = parsed(text)
    more = Rule(id="NEW", effect=Effect.PERMIT, actions=(Action.READ,))
    grown = replace(policy, rules=(*policy.rules, more))

    rewritten = extended(text, grown)

    assert parsed(rewritten) == grown
    assert [one for one in comments if rewritten.count(one) != 1] == []


def test_the_mutations_reach_policies_and_errors_of_many_kinds():
    outcomes: set[object] = set()
    for seed in SEEDS[:-1]:
        for place in range(0, len(seed), 61):
            try:
                outcomes.add(type(parsed(seed[:place] + seed[place + 2 :])))
            except PolicyError as error:
                outcomes.add(re.sub(r"`[^`]*`|\d+", "", str(error)))

    assert Policy in outcomes
    assert len(outcomes) > 15
