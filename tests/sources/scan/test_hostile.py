"""Pages that mean harm: each leaves a complete capture or one that says what is missing."""

import asyncio
import os
import time

import pytest

from scriptward.sources.scan import captured, local_addresses
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Silent
from scriptward.vocabulary.errors import SandboxError
from scriptward.vocabulary.words import Channel, Outcome, PageStatus
from tests.sources.scan.hostile_pages import ICON, serve_all, serve_chatter

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("temporary")]
SOON = 60.0
SEEN = ("bomb", "debugger", "dialogues", "downloads", "inline", "many", "poisoned", "vast")


@pytest.fixture(scope="module")
def hostile(lasting_site):
    serve_all(lasting_site)
    return lasting_site


@pytest.fixture(scope="module")
def capture(hostile, scan):
    """Pages that can be seen to their end, in one run."""
    return scan(*(hostile.url(f"/{name}") for name in (*SEEN, "surrogates")))


@pytest.mark.parametrize("name", SEEN)
def test_what_a_hostile_page_sends_is_seen_and_the_page_is_complete(capture, name):
    (page,) = [page for page in capture.pages if page.url.endswith(f"/{name}")]
    (sending,) = [s for s in capture.sendings if s.request.url.endswith(f"/sent-by-{name}")]

    assert page.status is PageStatus.COMPLETE
    assert sending.page == page.key


def test_the_run_over_them_is_complete_and_caught_its_self_test(capture):
    assert capture.failures == ()
    assert {s.self_test for s in capture.sendings if s.self_test} == {
        one.name for one in capture.planted
    }


def test_the_compressed_body_is_kept_as_it_left(capture):
    (bomb,) = [s for s in capture.sendings if s.request.url.endswith("/sent-by-bomb")]

    assert bomb.request.body[:2] == b"\x1f\x8b"
    assert len(bomb.request.body) < 100_000


def test_half_surrogate_pairs_and_nul_are_read_as_text(capture):
    (page,) = [page for page in capture.pages if page.url.partition("#")[0].endswith("/surrogates")]
    (odd,) = [s for s in capture.sendings if "/odd?" in s.request.url]

    assert page.title.startswith("a\ufffdb")
    assert page.title.encode()
    assert odd.request.body == "\ufffd\0x".encode()


def test_fifty_thousand_equal_elements_are_one_script(capture):
    page = next(page for page in capture.pages if page.url.endswith("/many"))

    assert len([s for s in capture.scripts if s.page == page.key]) == 2


def test_a_script_of_twenty_megabytes_is_listed_without_its_text(capture):
    (big,) = [s for s in capture.scripts if s.size > 20_000_000]

    assert big.source == ""
    assert len(big.sha256) == 64


def test_a_script_that_never_ends_leaves_an_incomplete_page(hostile, scan):
    began = time.monotonic()

    capture = scan(hostile.url("/endless"), hostile.page("/after", f"<title>after</title>{ICON}"))

    assert time.monotonic() - began < SOON
    assert [page.status for page in capture.pages] == [PageStatus.INCOMPLETE, PageStatus.COMPLETE]
    assert [s for s in capture.sendings if s.request.url.endswith("/sent-by-endless")]


def test_endless_redirects_a_crash_and_a_missing_host_are_said_and_the_rest_goes_on(hostile, scan):
    after = hostile.page("/after", f"<title>after</title>{ICON}")

    capture = scan(hostile.url("/round"), "chrome://crash", "http://nowhere.invalid/", after)

    assert [(page.status, page.reason) for page in capture.pages] == [
        (PageStatus.FAILED, "net::ERR_TOO_MANY_REDIRECTS"),
        (PageStatus.INCOMPLETE, "its renderer process crashed"),
        (PageStatus.FAILED, "net::ERR_NAME_NOT_RESOLVED"),
        (PageStatus.COMPLETE, ""),
    ]


def test_wrong_tls_is_a_failed_page(hostile, scan):
    capture = scan(f"https://localhost:{hostile.port}/")

    assert [page.reason for page in capture.pages] == ["net::ERR_SSL_PROTOCOL_ERROR"]


def test_a_socket_that_never_is_silent_is_cut_and_said(hostile, scan):
    server, port = serve_chatter()
    page = f"""<title>talk</title>{ICON}<script>
        const socket = new WebSocket('ws://localhost:{port}/');
        socket.onopen = () => setInterval(() => {{
          for (let i = 0; i < 100; i++) socket.send('out'); }}, 10);</script>"""

    capture = scan(hostile.page("/talk", page))

    server.shutdown()
    (socket,) = [s for s in capture.sendings if s.channel is Channel.WEBSOCKET]
    assert len(socket.request.messages) == 2_000
    assert any("socket messages beyond the budget" in failure for failure in capture.failures)


def test_windows_a_page_opens_are_pages_and_are_closed(hostile, scan):
    capture = scan(hostile.url("/popups"))

    assert len(capture.pages) > 10
    assert capture.failures == ()


def test_frames_in_frames_are_cut_by_time_and_kept(hostile, scan):
    began = time.monotonic()

    capture = scan(hostile.url("/frames"))

    assert time.monotonic() - began < SOON
    assert len([s for s in capture.sendings if "/deep?" in s.request.url]) > 20
    assert [s for s in capture.sendings if s.context == "frame"]


def test_a_cancelled_scan_gives_what_it_gathered(hostile, browser_path):
    async def cancelled():
        seen = asyncio.Event()

        class Watch(Silent):
            def page(self, url: str, **_: int) -> None:
                if url.endswith("/frames"):
                    seen.set()

        plan = Plan(
            browser=browser_path,
            urls=(hostile.url("/after"), hostile.url("/frames")),
            may_drop_sandbox=True,
        )
        task = asyncio.create_task(captured(plan, Watch()))
        await seen.wait()
        task.cancel()
        return await task

    hostile.page("/after", f"<title>after</title>{ICON}")

    capture = asyncio.run(cancelled())

    assert capture.pages[0].status is PageStatus.COMPLETE
    assert "the scan was stopped before its end" in capture.failures


def test_a_public_page_gets_nothing_from_private_addresses(
    hostile, scan, monkeypatch: pytest.MonkeyPatch
):
    async def public(*_: object) -> bool:
        return False

    monkeypatch.setattr(local_addresses, "site_is_local", public)
    server, port = serve_chatter()
    page = f"""<title>reach</title>{ICON}<iframe src="http://127.0.0.1:{port}/in-frame"></iframe>
        <script>fetch('http://127.0.0.1:{port}/by-number').catch(() => 0);
        fetch('http://other.test:{port}/by-name').catch(() => 0);
        new Image().src = 'http://10.1.2.3/private';
        new WebSocket('ws://127.0.0.1:{port}/socket');</script>"""
    hostile.page("/reach", page)

    capture = scan(
        hostile.url("/reach", "public.test"),
        args=(
            "--host-resolver-rules=MAP *.test 127.0.0.1",
            f"--ip-address-space-overrides=127.0.0.1:{hostile.port}=public",
        ),
    )

    server.shutdown()
    ends = ("/in-frame", "/by-number", "/by-name", "/private", "/socket")
    outcomes = {s.outcome for s in capture.sendings if s.request.url.endswith(ends)}
    urls = {s.request.url for s in capture.sendings if s.request.url.endswith(ends)}
    assert len(urls) == 5
    assert outcomes == {Outcome.BLOCKED}
    assert any("private addresses were refused" in limit for limit in capture.unseen)


def test_without_its_sandbox_nothing_is_visited(
    hostile, browser_path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    plan = Plan(browser=browser_path, urls=(hostile.url("/after"),))

    with pytest.raises(SandboxError, match="can't start as root"):
        asyncio.run(captured(plan, Silent()))


def test_no_profile_is_left(capture, temporary):
    assert capture.pages
    assert list(temporary.iterdir()) == []
