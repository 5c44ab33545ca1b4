import pytest

from scriptward.store import folded, runs
from scriptward.store.database import Store
from scriptward.store.delta import Delta
from tests.app.visiting import Visitor
from tests.store.sample_delta import delta
from tests.store.sample_report import SITE, report, script


def text(client: Visitor, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("path", ["/findings", "/flows", "/inventory"])
def test_an_empty_dashboard_says_what_to_do(client: Visitor, path: str):
    page = text(client, path)

    assert "scriptward serve --run first-run" in page
    assert SITE in page


@pytest.mark.parametrize("path", ["/findings", "/flows", "/inventory"])
def test_filters_that_match_nothing_offer_to_clear_them(client: Visitor, loaded: Store, path: str):
    page = text(client, f"{path}?words=nothing-like-this")

    assert "Nothing matches" in page
    assert f'<a href="{path}">Clear the filters</a>' in page


def test_a_run_that_found_nothing_does_not_say_that_nothing_happens(client: Visitor, store: Store):
    runs.add(store, report(findings=()))

    page = text(client, "/findings")

    assert "“Not observed” is never “does not happen”" in page


def test_findings_show_severity_place_recipient_and_remedy(client: Visitor, loaded: Store):
    page = text(client, "/findings")

    assert "2 findings to look at" in page
    assert page.index("A third party was sent") < page.index("A script without an owner")
    assert "send only the event&#39;s name" in page
    assert "in.acme.test" in page


def test_flows_of_scan_and_live_stand_together(client: Visitor, loaded: Store):
    folded.apply(loaded, delta(loaded, times=1_234))

    page = text(client, "/flows")

    assert "1,234" in page
    assert "not looked at live" in page
    assert "<li>appointment</li>" in page


def test_flows_with_data_to_others_are_drawn(client: Visitor, loaded: Store):
    drawn = text(client, "/flows")
    filtered = text(client, "/flows?words=cdn.evil.test")

    assert drawn.count('class="ribbon"') == 4
    assert "<title>email → Acme Metrics</title>" in drawn
    assert "<svg" not in filtered


def test_the_inventory_shows_owner_approval_and_known_vulnerabilities(
    client: Visitor, loaded: Store
):
    page = text(client, "/inventory?sort=name")

    assert "Acme Pixel" in page
    assert "known vulnerabilities: jquery 3.4.1" in page
    assert '<b class="high">no</b>' in page
    assert "<li>cookie</li><li>email</li>" in page


def test_a_long_list_comes_in_parts_that_keep_the_filters(client: Visitor, store: Store):
    owner = report().scripts[0].owner
    many = tuple(
        script(f"{n:03d}", url=f"https://cdn.acme.test/{n}.js", owner=owner) for n in range(120)
    )
    runs.add(store, report(scripts=many))

    page = text(client, "/inventory?party=third&page=2")

    assert "Part 2 of 3" in page
    assert 'href="?party=third&amp;page=3"' in page
    assert 'href="?party=third&amp;page=1"' in page


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "٣"])
def test_any_part_asked_for_gives_a_page(client: Visitor, loaded: Store, number: str):
    assert (client.get("/flows", params={"page": number, "sort": "x"})).status_code == 200


@pytest.mark.parametrize("path", ["/findings", "/flows", "/inventory"])
def test_hostile_names_are_shown_and_do_nothing(client: Visitor, loaded: Store, path: str):
    page = text(client, f"{path}?words=%3Cscript%3E")
    whole = text(client, path)

    assert "<script" not in page + whole
    assert not set(page + whole) & {"\u202e", "\x1b", "\x00"}
    assert "\\u{202e}" in whole


def test_an_incomplete_run_is_named(client: Visitor, store: Store):
    whole = report()
    runs.add(store, report(run=_incomplete(whole.run)))

    page = text(client, "/findings")

    assert f"The last run of {SITE} is incomplete" in page


def test_what_was_refused_live_is_said(client: Visitor, store: Store):
    folded.apply(store, Delta(batches=(1,), at=0, overflow=((SITE, 0, 4_200),)))

    assert "4,200 live sightings" in text(client, "/flows")


def _incomplete(run):
    import msgspec

    return msgspec.structs.replace(run, complete=False, failures=("page 2: timed out",))
