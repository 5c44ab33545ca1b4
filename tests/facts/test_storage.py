"""What is kept in a real Chromium is told with who keeps it."""

import pytest

from scriptward.vocabulary.words import Party, StorageKind
from tests.facts.site import HOST, page


@pytest.fixture(scope="module")
def kept(facts):
    """`{(kind, name, header): row}` of the keeper's page."""
    rows = [row for row in facts.storage if row.page == page("keeper")]
    return {(row.kind, row.name, row.header): row for row in rows}


def test_what_a_script_keeps_is_told_with_script_purpose_and_lifetime(kept, facts):
    [keeper] = [s for s in facts.scripts if s.url and s.url.endswith("/keeper.js")]
    own = {key: row for key, row in kept.items() if row.script == keeper.id}

    assert {(kind, name): row.lifetime_days for (kind, name, _), row in own.items()} == {
        (StorageKind.COOKIE, "_ga"): 400,
        (StorageKind.COOKIE, "_ga_…"): 365,
        (StorageKind.LOCAL, "ajs_anonymous_id"): None,
        (StorageKind.SESSION, "visit_step"): None,
        (StorageKind.INDEXEDDB, "keeper"): None,
    }
    assert own[StorageKind.COOKIE, "_ga", None].purpose == "analytics"
    assert {row.party for row in own.values()} == {Party.THIRD}


def test_what_answers_set_is_told_with_their_host(kept):
    site = kept[StorageKind.COOKIE, "visit_language", HOST]
    vendor = kept[StorageKind.COOKIE, "vendor_uid", "cdn.keeper.test"]

    assert (site.party, site.lifetime_days, site.script) == (Party.FIRST, None, None)
    assert (vendor.party, vendor.lifetime_days, vendor.script) == (Party.THIRD, 365, None)


def test_nothing_that_is_taken_away_and_no_value_is_told(kept, facts):
    assert not {"gone", "old"} & {name for _, name, _ in kept}
    assert "not-to-be-kept" not in repr(facts.storage)
