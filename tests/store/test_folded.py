import pytest

from scriptward.store import flows, folded, inventory, overview
from scriptward.store.database import Store
from scriptward.store.delta import Delta
from scriptward.vocabulary.errors import StoreError
from tests.store.sample_delta import AT, HOUR, behaviour, delta


def test_a_delta_is_counted_and_listed(store: Store):
    known = folded.apply(store, delta(store))

    assert known == frozenset()
    (row,) = flows.page(store, flows.Wanted()).rows
    assert (row.recipient, row.entity, row.count) == ("in.acme.test", "Acme Metrics", 3)
    assert (row.seen, row.last_seen) == ("live", "2025-11-24T16:00+00:00")
    (script,) = inventory.page(store, inventory.Wanted()).rows
    assert (script.name, script.entity) == ("https://cdn.acme.test/pixel.js", "Acme Metrics")


def test_the_same_delta_again_changes_nothing(store: Store):
    once = delta(store)
    folded.apply(store, once)

    known = folded.apply(store, once)

    assert known == {1}
    assert folded.times(store, behaviour().key(store.secret)) == 3


def test_a_known_batch_keeps_the_whole_delta_out(store: Store):
    folded.apply(store, delta(store))

    known = folded.apply(store, delta(store, batches=(1, 2)))

    assert known == {1}
    assert folded.times(store, behaviour().key(store.secret)) == 3


def test_counts_of_one_behaviour_add_up(store: Store):
    folded.apply(store, delta(store, batches=(1,)))
    folded.apply(store, delta(store, batches=(2,), times=4))

    assert folded.times(store, behaviour().key(store.secret)) == 7


def test_a_failing_delta_leaves_nothing(store: Store):
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE hourly")

    with pytest.raises(StoreError, match="no such table"):
        folded.apply(store, delta(store))

    assert folded.known_behaviours(store, "www.willowbrook.test", most=10) == frozenset()


def test_a_batch_is_forgotten_after_the_retry_window(store: Store):
    folded.apply(store, delta(store))

    forgotten = folded.forget_batches(store, now=AT + folded.RETRY_WINDOW_S + 1)

    assert forgotten == 1


def test_what_was_refused_is_counted(store: Store):
    folded.apply(
        store,
        Delta(batches=(1,), at=AT, overflow=(("www.willowbrook.test", HOUR, 40),)),
    )
    folded.apply(
        store,
        Delta(batches=(2,), at=AT, overflow=(("www.willowbrook.test", HOUR, 2),)),
    )

    assert [(site.site, site.times) for site in overview.refused(store)] == [
        ("www.willowbrook.test", 42)
    ]


def test_keys_need_the_databases_secret():
    seen = behaviour()

    assert seen.key(b"one") != seen.key(b"another")
    assert seen.key(b"one") == behaviour().key(b"one")
    assert seen.key(b"one") != behaviour(script="https://cdn.acme.test/other.js").key(b"one")
