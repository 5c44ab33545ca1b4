"""Any bytes give a policy or one error, soon; what is printed reads as the same policy."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.policy.language import parsed, printed
from scriptward.policy.language.policy import (
    Agreement,
    Approval,
    PageRule,
    Policy,
    RecipientRule,
    Rule,
    ScriptRule,
    Source,
    Target,
)
from scriptward.policy.language.words import Action, Effect, Mode, Stance, Via
from scriptward.vocabulary.errors import PolicyError
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Party

printable = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=20
).filter(lambda text: bool(text.strip()))
names = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True).map(lambda text: "n-" + text)
hosts = st.from_regex(r"(\*\.)?[a-z][a-z0-9]{0,8}\.test(:[1-9][0-9]{2})?", fullmatch=True)
patterns = st.from_regex(
    r"(https://(\*\.)?[a-z]{1,6}\.test)?/[a-z][a-z.*]{0,8}(/\*\*)?", fullmatch=True
).filter(lambda text: "**" not in text.removesuffix("/**"))
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1))
kinds = st.lists(st.sampled_from(DataKind), unique=True, max_size=3).map(tuple)
some_kinds = st.lists(st.sampled_from(DataKind), unique=True, min_size=1, max_size=3).map(tuple)


def policy_or_error(text: bytes | str) -> Policy | PolicyError:
    try:
        return parsed(text)
    except PolicyError as error:
        return error


def several(strategy, **limits):
    return st.lists(strategy, unique=True, max_size=3, **limits).map(tuple)


agreements = st.builds(
    Agreement, signed=days, ref=st.just("") | printable, data=kinds, expires=st.none()
)
recipients = st.builds(
    RecipientRule,
    name=names,
    entity=st.just("") | printable,
    accounts=several(printable),
    baa=st.sampled_from([Baa.NONE, Baa.UNKNOWN]),
) | st.builds(RecipientRule, name=names, baa=st.just(Baa.ATTESTED), agreement=agreements)
scripts = st.builds(
    ScriptRule,
    match=patterns | st.just("inline:" + "0f" * 32),
    owner=st.just("") | printable,
    approved=st.none()
    | st.builds(
        Approval,
        by=printable,
        date=days,
        why=st.just("") | printable,
        sha256=st.sampled_from(["", "0a" * 32, "1" * 64]),
        expires=st.none() | days,
    ),
)
targets = st.builds(
    Target,
    baa=several(st.sampled_from(Baa), min_size=1),
    entity=several(printable),
    category=several(printable),
    host=several(hosts),
)
sources = st.builds(
    Source, party=st.sampled_from(Party), entity=several(printable), match=several(patterns)
)
shared = {
    "id": printable,
    "to": st.none() | targets | st.just(Target(names=("self",))),
    "source": st.none() | sources,
    "pages": several(st.sampled_from([*(one.value for one in PageClass), "*"])),
    "via": several(st.sampled_from(Via)),
    "why": st.just("") | printable,
    "fail_closed": st.booleans(),
}
rules = st.builds(
    Rule,
    effect=st.just(Effect.PERMIT),
    actions=several(st.sampled_from(Action), min_size=1),
    data=st.none() | kinds,
    expires=st.none() | days,
    **shared,
) | st.builds(
    Rule,
    effect=st.sampled_from([Effect.SCRUB, Effect.MASK]),
    kinds=some_kinds,
    frames=st.sampled_from([(), ("*",)]),
    **shared,
)
policies = st.builds(
    Policy,
    site=hosts.filter(lambda host: not host.startswith("*.")),
    mode=st.sampled_from(Mode),
    defaults=several(
        st.tuples(st.sampled_from(["*", "login", "careers"]), st.sampled_from(Stance)),
    ).map(lambda pairs: tuple(dict(pairs).items())),
    pages=st.lists(
        st.builds(
            PageRule,
            name=names,
            match=several(patterns, min_size=1),
            page_class=st.none() | st.sampled_from(PageClass),
        ),
        max_size=3,
        unique_by=lambda page: page.name,
    ).map(tuple),
    recipients=st.lists(recipients, max_size=3, unique_by=lambda one: one.name).map(tuple),
    scripts=st.lists(scripts, max_size=3, unique_by=lambda one: one.match).map(tuple),
    rules=st.lists(rules, max_size=3, unique_by=lambda one: one.id).map(tuple),
)


@given(policies)
@settings(max_examples=60, deadline=None)
def test_a_printed_policy_reads_as_the_same_policy(policy):
    text = printed(policy)

    assert parsed(text) == policy


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@settings(max_examples=150, deadline=2000)
def test_any_bytes_give_a_policy_or_one_error(text):
    outcome = policy_or_error(text)

    assert isinstance(outcome, Policy | PolicyError)


@given(
    st.lists(
        st.sampled_from(
            [
                "version: 1",
                "site: a.test",
                "rules:",
                "  - {",
                "id: R1",
                "permit: send",
                "}",
                "[",
                "]",
                ", ",
                "? ",
                "- ",
                "|",
                ">",
                "%YAML 1.9",
                "%TAG ! !",
                "---",
                "...",
                "&a",
                "*a",
                "!!",
                "'",
                '"',
                "\t",
                "\n",
                ": ",
                "to: ",
                "{baa: none}",
                "pages: ",
                "\u2028",
                "\x85",
                "\ufeff",
                "1e400",
                "<<: ",
            ],
        ),
        max_size=25,
    ).map("".join)
)
@settings(max_examples=200, deadline=2000)
def test_any_pieces_of_yaml_give_a_policy_or_one_error(text):
    outcome = policy_or_error(text)

    assert isinstance(outcome, Policy | PolicyError)


@pytest.mark.parametrize(
    "text",
    [
        b"a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n",
        b"[" * 100_000,
        b"{a: " * 50_000,
        b"- " * 100_000,
        b"x" * 600_000,
        b"version: 1\nsite: a.test\n" + b"# comment\n" * 40_000,
        b'version: 1\nsite: "' + b"a" * 400_000 + b'"\n',
        b"version: 1\nsite: a.test\npages: {a: {match: ['/" + b"*/" * 100_000 + b"']}}\n",
    ],
    ids=["aliases", "lists", "mappings", "dashes", "large", "comments", "long", "pattern"],
)
def test_hostile_files_are_answered_soon(text):
    start = time.process_time()

    outcome = policy_or_error(text)

    assert isinstance(outcome, Policy | PolicyError)
    assert time.process_time() - start < 5


@given(st.text(alphabet="ab/*", max_size=12), st.text(alphabet="ab/", max_size=16))
@settings(max_examples=150, deadline=None)
def test_a_site_may_hold_any_page_pattern(pattern, path):
    text = f'version: 1\nsite: a.test\npages: {{p: {{match: "/{pattern}"}}}}\n'

    outcome = policy_or_error(text)

    assert isinstance(outcome, Policy | PolicyError)
