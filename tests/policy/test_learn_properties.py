"""Whatever a run holds, its learned policy can be read and leaves nothing new in that run."""

from datetime import date

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scriptward.policy.check import checked
from scriptward.policy.compilation import compiled
from scriptward.policy.language import parsed
from scriptward.policy.proposal import proposal, proposed
from scriptward.vocabulary.words import Channel, DataKind, PageClass, ReadTarget, ScriptKind
from tests.policy.visits import flow, read, script, visit

TODAY = date(2026, 11, 25)
hosts = st.sampled_from(
    ["www.clinic.test", "x.clinic.test", "s1.acme.test", "s2.acme.test", "a.co.uk", "127.0.0.1",
     "acme.test:8443", "xn--e1afmkfd.test", "a81bc81b9x23.acme.test"]
)  # fmt: skip
paths = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
urls = st.builds(
    lambda scheme, host, path: f"{scheme}://{host}/{path}",
    st.sampled_from(["https", "http"]),
    hosts,
    paths,
)
entities = st.sampled_from(["unknown", "Acme", "Acme, Inc.", "self", "  ", "Ünïcode GmbH"])
scripts = st.builds(
    script,
    urls | st.just("") | st.just("blob:https://www.clinic.test"),
    entity=entities,
    kind=st.sampled_from(ScriptKind),
    sha256=st.sampled_from(["", "ab" * 32, "cd" * 32]),
)


def sent(*words, accounts, **more):
    seen = flow(*words, **more)
    ids = tuple(sorted(set(accounts)))
    return msgspec.structs.replace(seen, id=f"{seen.id}:{ids}", accounts=ids)


@st.composite
def visits(draw):
    code = draw(st.lists(scripts, max_size=4, unique_by=lambda one: one.id))
    by = st.none() | st.sampled_from(code) if code else st.none()
    kinds = st.lists(st.sampled_from(DataKind), max_size=3, unique=True)
    flows = st.builds(
        sent,
        urls,
        data=kinds,
        channel=st.sampled_from(Channel),
        by=by,
        entity=entities,
        category=st.sampled_from(["", "payment", "ads"]),
        accounts=st.lists(st.sampled_from(["A-1", "B 2", "\n", "#x", "null"]), max_size=2),
    )
    reads = st.builds(
        read, st.none() | st.sampled_from(DataKind), by=by, target=st.sampled_from(ReadTarget)
    )
    return visit(
        page_class=draw(st.sampled_from(PageClass)),
        scripts=code,
        flows=draw(st.lists(flows, max_size=5)),
        reads=draw(st.lists(reads, max_size=3)),
    )


@given(st.lists(visits(), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_learned_policy_reads_and_leaves_nothing_new(run):
    found = proposed(run, today=TODAY)

    written = parsed(proposal(found, runs=["run"]))

    assert written == found.policy
    assert checked(written, run, today=TODAY) == ()


@given(st.lists(visits(), min_size=1, max_size=2))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_compiled_header_is_one_line_of_printable_ascii(run):
    policy = proposed(run, today=TODAY).policy

    for result in (compiled(policy, today=TODAY), compiled(policy, run, today=TODAY)):
        assert result.value.isascii()
        assert result.value.isprintable()
        assert [part.split(" ")[0] for part in result.value.split("; ")] == [
            one.name for one in result.directives
        ]
