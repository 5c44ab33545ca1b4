"""All compiled headers in a real browser: what each stops, and that nothing approved breaks."""

import socket
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from scriptward.policy.attributes import attributes
from scriptward.policy.compilation import every, sent, wants
from scriptward.policy.compile.permissions_policy import FEATURES, NEEDLESS
from scriptward.policy.learn import learned
from scriptward.policy.merging.allowlist import Effect, mistakes
from scriptward.policy.options import Options, Redirects
from tests.policy.compile import clinic_site
from tests.policy.compile.headers_of import HEAD, TODAY, header
from tests.policy.compile.test_csp_in_chromium import observed, used

pytestmark = pytest.mark.browser
SITE = "https://www.clinic.test"
EVIL = "jquerry.test"
ALLOWLIST = "Connection-Allowlist"
RELOADED_AFTER = 3000
"""Milliseconds in which an error page has reloaded itself, if it does."""
FEATURES_ALLOWED = "document.featurePolicy.allowedFeatures()"
STUN = """(port) => new Promise((done) => {
  const peer = new RTCPeerConnection({iceServers: [{urls: `stun:127.0.0.1:${port}`}]});
  peer.createDataChannel('x');
  peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && done();
  peer.createOffer().then((offer) => peer.setLocalDescription(offer)).catch(done);
  setTimeout(done, 3000);
})"""
FETCHED = "(url) => fetch(url, {mode: 'no-cors'}).then(() => true, () => false)"
PRECONNECT = """() => {
  const link = document.createElement('link');
  Object.assign(link, {rel: 'preconnect', href: 'https://pre.jquerry.test/'});
  document.head.append(link);
}"""
LINK = """(href) => {
  const link = document.createElement('a');
  link.href = href;
  document.body.append(link);
  link.click();
}"""
LOG_IN = """() => {
  const form = document.createElement('form');
  Object.assign(form, {action: '/login', method: 'POST'});
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with clinic_site.served(tmp_path_factory.mktemp("site")) as started:
        yield started


@pytest.fixture(scope="module")
def context(browser_path, site, tmp_path_factory):
    """A regular profile: an incognito one ignores preconnect."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=str(browser_path),
            chromium_sandbox=False,
            ignore_https_errors=True,
            args=[f"--host-resolver-rules=MAP *.test 127.0.0.1:{site.port}"],
        )
        yield started
        started.close()


@pytest.fixture
def opened(context, site):
    """Open the clinic with these headers."""
    pages = []

    def open_(headers=(), path="/bare"):
        site.headers = tuple(headers)
        site.arrived.clear()
        site.greeted.clear()
        page = context.new_page()
        pages.append(page)
        if path:
            page.goto(SITE + path)
        return page

    yield open_
    for page in pages:
        page.close()


@contextmanager
def datagrams():
    """A port, and how many datagrams came to it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.settimeout(0.05)

        def came():
            try:
                return bool(listener.recv(2048))
            except TimeoutError:
                return False

        yield listener.getsockname()[1], came


def compiled(**options):
    run = [observed()]
    policy = learned(run, today=TODAY).policy
    return sent(every(policy, run, today=TODAY, options=Options(**options)))


def allowlist(**options):
    return [one for one in compiled(connection_allowlist=True, **options) if one[0] == ALLOWLIST]


def test_every_feature_is_one_the_browser_knows(opened):
    known = opened().evaluate("document.featurePolicy.features()")

    named = {*NEEDLESS, *(name for names in FEATURES.values() for name in names)}
    assert named - set(known) == set()


@pytest.mark.parametrize("asked", [{}, {"connection_allowlist": True, "trusted_types": True}])
def test_all_headers_together_block_nothing_approved(opened, site, asked):
    page = opened(compiled(**asked), path="")
    told = []
    page.on("console", lambda message: told.append(message.text))

    assert used(page, "/") == []
    assert site.hosts("api.acme.test") == ["/beacon", "/fetch", "/image", "/socket"]
    assert site.hosts("typo.test") == ["/a.css", "/a.woff2"]
    assert site.hosts("nook.test") == ["/embed"]
    unknown = [text for text in told if "nrecognized" in text or "rror with" in text]
    assert unknown == []


def test_without_the_allowlist_all_of_these_get_out(opened, site):
    page = opened([one for one in compiled() if one[0] != ALLOWLIST])

    with datagrams() as (port, came):
        page.evaluate(STUN, port)
        webrtc = came()
    page.evaluate(PRECONNECT)
    page.wait_for_timeout(500)
    with page.expect_navigation():
        page.evaluate(LINK, "https://drop.jquerry.test/link?card=4111")

    assert webrtc
    assert "pre.jquerry.test" in site.greeted
    assert "/link" in site.hosts(EVIL)


def test_the_allowlist_stops_links_webrtc_and_preconnect(opened, site):
    page = opened(allowlist())

    with datagrams() as (port, came):
        page.evaluate(STUN, port)
        webrtc = came()
    page.evaluate(PRECONNECT)
    page.wait_for_timeout(500)
    page.evaluate(LINK, "https://drop.jquerry.test/link?card=4111")
    page.wait_for_timeout(RELOADED_AFTER)

    assert not webrtc
    assert [host for host in site.greeted if host.endswith(EVIL)] == []
    assert site.hosts(EVIL) == []


def test_a_link_to_a_host_that_was_named_leads_there(opened, site):
    page = opened(allowlist(links=("www.insurer.test",)))

    with page.expect_navigation():
        page.evaluate(LINK, "https://www.insurer.test/plans")

    assert "/plans" in site.hosts("insurer.test")


@pytest.mark.parametrize("href", ["mailto:a@clinic.test", "tel:+15550100", "whatsapp:send"])
def test_links_to_call_and_write_leave_the_page_where_it_is(opened, href):
    page = opened(allowlist(schemes=("whatsapp",)))

    page.evaluate(LINK, href)
    page.wait_for_timeout(700)

    assert page.evaluate("location.href") == f"{SITE}/bare"


def test_without_their_schemes_such_a_link_loses_the_page(opened):
    page = opened([(ALLOWLIST, "(response-origin)")])

    page.evaluate(LINK, "mailto:a@clinic.test")
    page.wait_for_timeout(700)

    assert page.evaluate("location.href") == "chrome-error://chromewebdata/"


@pytest.mark.parametrize(
    "redirects, ends",
    [(Redirects.FOLLOW, f"{SITE}/home"), (Redirects.BLOCK, "chrome-error://chromewebdata/")],
)
def test_a_log_in_by_post_and_redirect_is_what_the_choice_says(opened, redirects, ends):
    page = opened(allowlist(redirects=redirects))

    page.evaluate(LOG_IN)
    page.wait_for_timeout(1000)

    assert page.evaluate("location.href") == ends


@pytest.mark.parametrize(
    "value, effects, reached",
    [
        ('(response-origin "https://api.acme.test",)', {Effect.SHUTS_ALL}, [False, False]),
        ('response-origin "https://api.acme.test"', {Effect.SHUTS_ALL}, [False, False]),
        ('("https://api.acme.test")', {Effect.SHUTS_SITE}, [False, True]),
        (
            '(Response-Origin "https://api.acme.test")',
            {Effect.SHUTS_SITE, Effect.PERMITS_NOTHING},
            [False, True],
        ),
        ('(response-origin "api.acme.test")', {Effect.PERMITS_NOTHING}, [True, False]),
        ('(response-origin "wss://api.acme.test")', {Effect.PERMITS_NOTHING}, [True, False]),
        ('(response-origin "https://api.acme.test")', set(), [True, True]),
    ],
)
def test_what_is_said_of_a_mistake_is_what_the_browser_does(opened, value, effects, reached):
    page = opened([(ALLOWLIST, value)])

    said = {one.effect for one in mistakes(value) if "links to call" not in one.what}
    places = [f"{SITE}/own", "https://api.acme.test/x"]
    assert [page.evaluate(FETCHED, place) for place in places] == reached
    assert said == effects


def test_a_misspelt_webrtc_lets_it_out_as_is_said(opened):
    value = "(response-origin);webrtc=blok"
    page = opened([(ALLOWLIST, value)])

    with datagrams() as (port, came):
        page.evaluate(STUN, port)
        assert came()
    assert Effect.OPENS in [one.effect for one in mistakes(value)]


def test_capabilities_are_on_where_the_policy_permits_them_only(opened):
    made = header("permissions_policy", HEAD + "rules:\n  - {id: R1, permit: [camera, midi]}\n")

    allowed = opened([made.sent_as()]).evaluate(FEATURES_ALLOWED)

    ours = {*NEEDLESS, *(name for names in FEATURES.values() for name in names)}
    assert ours & set(allowed) == {"camera", "midi"}
    assert "fullscreen" in allowed


def test_a_merged_permissions_policy_allows_what_both_alone_do(opened):
    theirs = "camera=(), geolocation=(self), fullscreen=(), usb=*"
    text = HEAD + "rules:\n  - {id: R1, permit: [camera, geolocation]}\n"
    ours = header("permissions_policy", text)
    merged = header("permissions_policy", text, existing=(("Permissions-Policy", theirs),))

    alone = [
        set(opened([("Permissions-Policy", value)]).evaluate(FEATURES_ALLOWED))
        for value in (ours.value, theirs)
    ]
    together = set(opened([merged.sent_as()]).evaluate(FEATURES_ALLOWED))

    assert together == alone[0] & alone[1]
    assert "geolocation" in together


def test_two_security_policies_in_one_value_both_hold(opened):
    theirs = "connect-src 'self' https://old.test"
    run = [observed()]
    policy = learned(run, today=TODAY).policy
    options = Options(existing=(("Content-Security-Policy", theirs),))
    made = next(
        one
        for one in every(policy, run, today=TODAY, options=options)
        if one.header == "Content-Security-Policy"
    )

    page = opened([made.sent_as()])

    assert not page.evaluate(FETCHED, "https://api.acme.test/fetch")
    assert not page.evaluate(FETCHED, "https://old.test/x")
    assert page.evaluate(FETCHED, f"{SITE}/own")
    assert any(note.startswith("connect-src: the policy permits api.acme") for note in made.notes)


def test_with_strict_dynamic_code_runs_by_nonce_digest_or_who_brings_it_in(opened, site):
    run = [observed()]
    policy = learned(run, today=TODAY).policy
    options = Options(nonce="c2NyaXB0d2FyZA==", strict_dynamic=True, collector="")
    made = sent(every(policy, run, today=TODAY, options=options))

    page = opened([one for one in made if one[0] == "Content-Security-Policy"], path="/")
    page.evaluate(
        """() => new Promise((done) => {
          const script = document.createElement('script');
          script.src = 'https://cdn.jquerry.test/j.js';
          script.onload = script.onerror = done;
          document.head.append(script);
        })"""
    )

    assert page.evaluate("typeof window.reach") == "undefined", "an element without the nonce"
    assert page.evaluate("window.inlineRan"), "its digest is named"
    assert page.evaluate("window.skimmerRan"), "running code brought it in: the hole that is told"


def test_an_element_with_the_integrity_that_was_told_runs_under_an_enforced_policy(opened):
    run = [observed()]
    wanted = wants(learned(run, today=TODAY).policy, run, today=TODAY)
    chat = next(one for one in attributes(wanted) if one.url == "https://cdn.acme.test/chat.js")
    page = opened([("Integrity-Policy", "blocked-destinations=(script)")])

    ran = page.evaluate(
        """(given) => Promise.all([given, {}, {integrity: given.integrity}].map((how) =>
          new Promise((done) => {
            const script = document.createElement('script');
            if (how.crossorigin) script.crossOrigin = how.crossorigin;
            if (how.integrity) script.integrity = how.integrity;
            script.onload = () => done(true);
            script.onerror = () => done(false);
            script.src = 'https://cdn.acme.test/chat.js';
            document.head.append(script);
          })))""",
        {"integrity": chat.integrity, "crossorigin": chat.crossorigin},
    )

    assert ran == [True, False, False]
