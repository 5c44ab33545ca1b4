from scriptward.app.collector.folding import Folded, batch_key, folded
from scriptward.app.collector.novelty import AN_HOUR, BURST, MOST_A_SITE, SiteNovelty
from scriptward.store.arrival import Arrival, Sighting
from scriptward.store.delta import Behaviour, BehaviourKind
from scriptward.vocabulary.words import PageClass, Party

SITE = "www.willowbrook.test"
NOW = 3600.0 * 490_000


def arrival(number: int, *paths: str, script: str = "", lost: int = 0) -> Arrival:
    return Arrival(
        site=SITE,
        id=f"{number:032x}",
        lost=lost,
        sightings=tuple(
            Sighting(
                behaviour=Behaviour(
                    site=SITE,
                    page_class=PageClass.UNKNOWN,
                    kind=BehaviourKind.SEND,
                    api="fetch",
                    script=script,
                    target=f"https://in.acme.test/{path}",
                    recipient="in.acme.test",
                )
            )
            for path in paths
        ),
    )


def fold(*arrivals: Arrival, state: SiteNovelty | None = None, now: float = NOW) -> Folded:
    state = state or SiteNovelty(at=now)
    by_key = {batch_key(one, secret=b"s"): one for one in arrivals}
    return folded(by_key, secret=b"s", novelty={SITE: state}, now=now)


def test_equal_behaviours_of_many_arrivals_are_one_count():
    piece = fold(arrival(1, "a", "b"), arrival(2, "a"))

    assert sorted(n for _, _, n in piece.delta.counts) == [1, 2]
    assert {hour for _, hour, _ in piece.delta.counts} == {490_000}
    assert len(piece.delta.novel) == 2
    assert len(piece.delta.batches) == 2


def test_counts_come_sorted_by_key():
    piece = fold(arrival(1, *"abcdefgh"))

    assert list(piece.delta.counts) == sorted(piece.delta.counts)


def test_a_known_behaviour_is_counted_and_not_new():
    state = SiteNovelty(at=NOW)
    state.accept(fold(arrival(1, "a")).fresh[SITE])

    piece = fold(arrival(2, "a"), state=state)

    assert piece.delta.novel == ()
    assert [n for _, _, n in piece.delta.counts] == [1]


def test_a_flood_of_fakes_is_bounded_and_counted():
    state = SiteNovelty(tokens=3, at=NOW)
    state.accept(fold(arrival(1, "known")).fresh[SITE])

    piece = fold(arrival(2, "known", *(f"fake{n}" for n in range(100)), lost=5), state=state)

    assert len(piece.delta.novel) == 2
    assert piece.delta.overflow == ((SITE, 490_000, 103),)
    assert sum(n for _, _, n in piece.delta.counts) == 3


def test_the_bound_grows_back_with_time_up_to_the_burst():
    state = SiteNovelty(tokens=0, at=NOW)

    assert state.left(NOW + 3600) == AN_HOUR
    assert state.left(NOW + 100 * 3600) == BURST


def test_a_site_never_has_more_than_its_share():
    state = SiteNovelty(known=set(range(MOST_A_SITE)), at=NOW)

    assert state.left(NOW) == 0


def test_both_ends_of_a_new_behaviour_get_their_owners():
    piece = fold(
        arrival(1, "a", script="https://www.google-analytics.com/analytics.js"),
        arrival(2, "a", script=f"https://static.{SITE}/site.js"),
    )

    by_party = {new.party: new.owner.entity for new in piece.delta.novel}

    assert "Google" in by_party[Party.THIRD]
    assert set(by_party) == {Party.FIRST, Party.THIRD}


def test_the_same_message_has_the_same_key():
    one, again, other = (batch_key(arrival(n), secret=b"s") for n in (1, 1, 2))

    assert one == again
    assert one != other
