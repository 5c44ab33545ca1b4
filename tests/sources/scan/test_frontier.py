"""Which page goes next: kinds not seen yet, then what is at stake, then short addresses."""

import pytest

from scriptward.sources.scan.crawl_addresses import Left, canonical, left_alone
from scriptward.sources.scan.frontier import Frontier

HOME = "https://www.a.test/"


def order(*links: str, limit: int = 100) -> list[str]:
    """Paths in the order of their visits."""
    frontier = Frontier([HOME], limit=limit)
    frontier.visits(HOME)
    frontier.add(f"https://www.a.test{link}" for link in links)
    found = []
    while url := frontier.next():
        frontier.visits(url)
        found.append(url.removeprefix("https://www.a.test"))
    return found


@pytest.mark.parametrize(
    "url, one",
    [
        ("https://A.test", "https://a.test/"),
        ("https://a.test:443/x#top", "https://a.test/x"),
        ("http://a.test:8080/x?", "http://a.test:8080/x"),
        ("https://a.test/x?b=1&utm_source=mail&gclid=9&a=", "https://a.test/x?b=1&a="),
        ("https://a.test/x;jsessionid=AB12?p=2", "https://a.test/x?p=2"),
        ("https://a.test/#/inbox", "https://a.test/#/inbox"),
        ("mailto:a@a.test", ""),
        ("tel:5551234", ""),
        ("javascript:void(0)", ""),
        ("https://user@a.test/", ""),
        ("https://a.test:99999/", ""),
        ("http://[::1", ""),
    ],
)
def test_addresses_of_one_page_are_one(url, one):
    assert canonical(url) == one


@pytest.mark.parametrize(
    "path, why",
    [
        ("/logout", Left.LOUD),
        ("/account/sign-out?to=/", Left.LOUD),
        ("/user/SignOff", Left.LOUD),
        ("/api/item?action=delete&id=3", Left.LOUD),
        ("/newsletter/unsubscribe", Left.LOUD),
        ("/appointments/7/cancel", Left.LOUD),
        ("/cancer-care", None),
        ("/services/removed-tonsils", None),
        ("/files/map.PDF", Left.FILE),
        ("/v1.2/about", None),
        ("/a/b/a/b/a/b", Left.ENDLESS),
        ("/" + "x/y" * 1000, Left.ENDLESS),
        ("/book", None),
    ],
)
def test_what_does_something_is_a_file_or_has_no_end_is_left_alone(path, why):
    assert left_alone(f"https://a.test{path}") is why


def test_kinds_not_seen_yet_go_first_and_things_of_one_kind_wait():
    doctors = [f"/doctors/{name}-md" for name in "abcdefgh"]
    articles = [f"/news/{number}" for number in range(1000, 1008)]

    found = order(*doctors, *articles, "/about", "/contact")

    assert {path.split("/")[1] for path in found[:4]} == {"doctors", "news", "about", "contact"}
    assert len(found) == 18


def test_of_equal_kinds_what_is_at_stake_goes_first():
    found = order("/about", "/news", "/make-a-payment", "/login", "/schedule-an-appointment")

    assert found == ["/make-a-payment", "/schedule-an-appointment", "/login", "/news", "/about"]


def test_a_calendar_without_end_takes_its_share_and_no_more():
    days = [f"/events/2026/{month:02}/{day:02}" for month in range(1, 13) for day in range(1, 29)]

    found = order(*days, limit=50)

    assert len(found) == 10


def test_query_names_tell_kinds_and_values_do_not():
    found = order(*(f"/list?page={n}" for n in range(9)), "/list?sort=up", "/list")

    assert found[:3] == ["/list", "/list?page=0", "/list?sort=up"]


def test_names_of_things_below_one_place_are_one_kind_once_they_are_many():
    frontier = Frontier([HOME], limit=100)
    frontier.add(f"https://www.a.test/clinics/{name}" for name in "abcdefghij")

    assert frontier.shape("https://www.a.test/clinics/z") == "www.a.test/clinics/{}"
    assert frontier.shape("https://www.a.test/about") == "www.a.test/about"


def test_only_the_site_itself_is_crawled():
    frontier = Frontier([HOME], limit=100)

    assert frontier.is_ours("http://a.test/x")
    assert frontier.is_ours("https://portal.a.test/x")
    assert not frontier.is_ours("https://b.test/x")
    assert not frontier.is_ours("https://a.test:8443/x")


def test_links_in_another_order_are_visited_in_the_same():
    links = [f"/{place}/{n}" for place in ("a", "b", "c") for n in range(300, 304)]

    assert order(*links) == order(*reversed(links))


def test_thirty_thousand_links_are_bounded():
    frontier = Frontier([HOME], limit=100)

    frontier.add(f"https://www.a.test/{n % 7}/x{n}" for n in range(30_000))

    assert frontier.waiting == 10_000
    assert frontier.left[Left.ENDLESS] > 0
