"""The live sensor: what one page view did reaches the collector, and nothing of the person."""

import msgspec
import pytest

from scriptward.sources import beacons
from scriptward.vocabulary.sensor import Batch
from scriptward.vocabulary.words import PageClass


def batches(site):
    """What the collector was sent, whole."""
    return [
        msgspec.json.decode(body, type=Batch)
        for host, path, body in site.hits
        if body[:4] == b'{"v"' and (host, path) == ("collector.test", "/c/www.clinic.test")
    ]


def arrived(page, site, number, *, wait=lambda: None):
    """The batches, once there are so many."""
    for _ in range(500):
        if len(batches(site)) >= number:
            return batches(site)
        wait()
        page.wait_for_timeout(10)
    pytest.fail(f"only {len(batches(site))} batches came")


def left(page, site):
    """The batch of a page that was left."""
    page.goto("about:blank")
    return arrived(page, site, 1)[0]


@pytest.fixture
def batch(live, site):
    page = live("live.html")
    return left(page, site)


def told(batch):
    """Every behaviour as one text: `kind api script target n`, hosts and ports left out."""

    def short(url):
        return url.split(".test:", 1)[-1].partition("/")[2] if "://" in url else url

    return sorted(
        f"{b.kind} {b.api} {short(b.script)[:10]} {short(b.target)} {b.n}" for b in batch.behaviours
    )


def test_a_page_view_is_one_batch_of_its_page(batch):
    assert (batch.v, batch.site, batch.page, batch.lost) == (1, "www.clinic.test", "/live.html", 0)
    assert len(batch.id) == 32


def test_sends_and_reads_are_folded_by_script_and_place(batch):
    assert [line for line in told(batch) if "plain.js" in line] == [
        "read cookie plain.js cookie: 1",
        "send beacon plain.js plain 1",
        "send fetch plain.js plain 1",
        "send image plain.js plain 1",
        "send websocket plain.js plain 1",
        "send xhr plain.js plain 1",
    ]
    assert "read field reader.js field:email 1" in told(batch)


def test_an_inline_script_is_known_by_its_hash(batch):
    [line] = [line for line in told(batch) if "chart" in line]

    assert line.startswith("send fetch sha256:")
    assert line.endswith(" patients/[id]/chart 2")


def test_nothing_a_person_gave_or_is_known_by_leaves(live, site):
    page = live("live.html")
    left(page, site)

    sent = b"\n".join(body for host, _, body in site.hits if host == "collector.test").lower()
    for value in (b"mira", b"holt", b"40417733", b"knee", b"oncology", b"gold", b"?", b"#"):
        assert value not in sent


def test_the_collector_can_read_it(batch):
    arrival = beacons.arrival(
        msgspec.json.encode(batch),
        site="www.clinic.test",
        page_class=lambda _: PageClass.GENERAL_PUBLIC,
    )

    assert len(arrival.sightings) == len(batch.behaviours)


def test_a_busy_collector_is_asked_again_with_the_same_batch(chromium, site, built):
    site.bodies["sensor.js"] = (built / "sensor.live.js").read_bytes()
    context = chromium.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(site.url("live.html"))
    site.statuses.extend([503, 503])

    arrived(page, site, 3, wait=lambda: page.clock.run_for(1_000))
    page.clock.run_for(120_000)
    context.close()

    assert len(batches(site)) == 3
    assert len({batch.id for batch in batches(site)}) == 1


def test_a_page_that_poisoned_everything_first_is_not_broken(live, site):
    site.bodies["late.html"] = (
        b"<!doctype html><script>Object.freeze(Error); Reflect.apply = null;"
        b"Promise.prototype.then = null; JSON.stringify = null; delete window.MutationObserver;"
        b"</script><script src='http://collector.test:{PORT}/sensor.js'></script>"
        b"<script>fetch('/alive'); document.title = 'alive'</script>"
    )

    page = live("late.html")

    assert page.title() == "alive"


def test_a_sensor_put_in_without_an_address_of_its_own_does_nothing(live, site, built):
    page = live("quiet.html")
    errors = []
    page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108  # no builtins here

    page.evaluate((built / "sensor.live.js").read_text("utf-8"))

    assert page.evaluate("Object.getOwnPropertyDescriptor(window, 'fetch').get") is None
    assert errors == []
