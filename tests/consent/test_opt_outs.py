"""Opt-outs that change nothing are found by what is sent, and one that works is left in peace."""

from collections import defaultdict

import pytest

from tests.consent.banners import PRODUCTS, page

PX = "https://px.adnet.test"
SEND = f"fetch('{PX}/collect?dl=' + encodeURIComponent(location.href), {{mode: 'no-cors'}});"
PING = f"navigator.sendBeacon('{PX}/ping?v=1');"
GPC = "navigator.globalPrivacyControl"
LINK = """<footer><a href="#" id="dns">Do Not Sell or Share My Personal Information</a></footer>
<script>on('#dns', e => { e.preventDefault(); ACT });</script>"""
WORKING = "keep('no', 'usprivacy=1YYN'); document.body.append('You have opted out.');"
DIALOG = """<footer><button id="choices">Your Privacy Choices</button></footer>
<div role="dialog" id="panel" hidden><label><input type="checkbox" checked id="ads"> Sharing for
targeted advertising</label><button id="save">Confirm my choices</button></div><script>
const panel = document.getElementById('panel');
on('#choices', () => { panel.hidden = false; });
on('#save', () => { panel.hidden = true;
  if (!document.getElementById('ads').checked) keep('no', 'privacy_choice=optout'); });</script>"""
CENTRE = """<a href="#" class="ot-sdk-show-settings" id="dns">Your Privacy Choices</a>
<div id="onetrust-pc-sdk" role="dialog" aria-modal="true" style="display:none">
<input type="checkbox" id="ot-group-id-C0004" name="ot-group-id-C0004" checked class="ot-switch">
<label for="ot-group-id-C0004">Sale or sharing of personal data</label>
<button class="save-preference-btn-handler">Confirm My Choices</button>
<button id="accept-recommended-btn-handler">Allow All</button></div><script>
const sdk = document.getElementById('onetrust-pc-sdk');
on('#dns', e => { e.preventDefault(); sdk.style.display = 'block'; });
on('.save-preference-btn-handler', () => { sdk.style.display = 'none';
  if (!document.getElementById('ot-group-id-C0004').checked)
    keep('no', 'OptanonConsent=groups=C0001:1,C0004:0'); });</script>"""
ASKING = """<footer><a href="/opt-out">Do Not Sell My Personal Information</a></footer>"""
FORM = """<form><label>E-mail <input type="email" name="email" required></label>
<button>Submit opt-out request</button></form>"""
SWITCH = """<header><input type="text" aria-label="Find"></header><section><label>
<input type="checkbox" role="switch" checked id="sale"> Sale or sharing of my data</label></section>
<button id="keep">Save my choices</button><script>on('#keep', () => {
  if (!document.getElementById('sale').checked) keep('no', 'privacy_choice=no'); });</script>"""
WORKER = f"""self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(clients.claim()));
self.addEventListener('fetch', event => {{ if (event.request.mode === 'navigate')
  fetch('{PX}/collect?dl=' + encodeURIComponent(event.request.url), {{mode: 'no-cors'}}); }});"""
ONCE = f"fetch('{PX}/collect?dl=' + encodeURIComponent(location.origin), {{mode: 'no-cors'}});"
REGISTERS = "navigator.serviceWorker.register('/sw.js');"
BANNER = PRODUCTS["onetrust"][1]
HIDES = BANNER.replace("keep('no'); OnetrustActiveGroups = ',C0001,';", "")
PAGES = {
    "ignoring.test/asthma": page(BANNER, tag=f"if (chosen()) {SEND}"),
    "hiding.test/asthma": page(HIDES, tag=SEND),
    "early.test/asthma": page(BANNER, tag=f"if (chosen() !== 'no') {SEND}"),
    "pinging.test/asthma": page(BANNER, tag=f"if (chosen() === 'no') {PING} else {SEND}"),
    "right.test/asthma": page(
        BANNER + LINK.replace("ACT", WORKING),
        tag=f"if (chosen() === 'yes' && !{GPC}) {SEND}",
    ),
    "deaf-link.test/asthma": page(LINK.replace("ACT", ""), tag=SEND),
    "lying-link.test/asthma": page(LINK.replace("ACT", WORKING), tag=SEND),
    "link.test/asthma": page(
        LINK.replace("ACT", WORKING), tag=f"if (chosen() !== 'no' && !{GPC}) {SEND}"
    ),
    "dialog.test/asthma": page(DIALOG, tag=f"if (chosen() !== 'no' && !{GPC}) {SEND}"),
    "centre.test/asthma": page(CENTRE, tag=f"if (chosen() !== 'no' && !{GPC}) {SEND}"),
    "elsewhere.test/asthma": page(
        '<a href="/choices" target="_blank">Do Not Sell My Info</a>',
        tag=f"if (chosen() !== 'no' && !{GPC}) {SEND}",
    ),
    "elsewhere.test/choices": page(
        "<form><label><input type=checkbox id=no> Do not sell my information</label>"
        "<button type=button id=go>Submit</button></form><script>on('#go', () => {"
        "if (document.getElementById('no').checked) { keep('no'); "
        "document.body.append('Your preferences have been saved'); } });</script>",
        title="Your choices",
    ),
    "switch.test/asthma": page(
        '<footer><a href="/choices">Do Not Sell or Share My Personal Information</a></footer>',
        tag=f"if (chosen() !== 'no' && !{GPC}) {SEND}",
    ),
    "switch.test/choices": page(
        SWITCH, tag=f"if (chosen() !== 'no' && !{GPC}) {SEND}", title="Your choices"
    ),
    "worker.test/asthma": page(LINK.replace("ACT", WORKING), tag=REGISTERS),
    "worker.test/sw.js": WORKER,
    "resting-worker.test/asthma": page(
        LINK.replace("ACT", WORKING), tag=f"if (chosen() !== 'no' && !{GPC}) {REGISTERS}"
    ),
    "resting-worker.test/sw.js": ONCE,
    "asking.test/asthma": page(ASKING, tag=SEND),
    "asking.test/opt-out": page(FORM, title="Your request"),
}
PROOFS = frozenset(
    {
        "sent_before_choice",
        "rejection_ignored",
        "pings_after_rejection",
        "opt_out_link_ignored",
        "gpc_ignored",
    }
)


@pytest.fixture(scope="module")
def scanned(visiting):
    return visiting(
        PAGES,
        "default",
        "rejected",
        "opt-out-link",
        "gpc",
        visited=[f"https://{at}" for at in PAGES if at.endswith("/asthma")],
        concurrency=4,
    )


@pytest.fixture(scope="module")
def found(scanned):
    """Detectors that found something, by the first part of the page's host."""
    hosts = defaultdict(set)
    named = {page.url for page in scanned.report.pages}
    for one in scanned.report.findings:
        if one.detector in PROOFS:
            for url in set(one.pages) & named:
                hosts[url.partition("://")[2].partition(".")[0]].add(one.detector)
    return hosts


def stated(scanned, host, persona):
    pages = [p for p in scanned.report.pages if p.url == f"https://{host}.test/asthma"]
    return next(p.consent for p in pages if p.persona == persona)


@pytest.mark.parametrize(
    "host,proof",
    [
        ("ignoring", "rejection_ignored"),
        ("hiding", "rejection_ignored"),
        ("hiding", "sent_before_choice"),
        ("early", "sent_before_choice"),
        ("pinging", "pings_after_rejection"),
        ("deaf-link", "opt_out_link_ignored"),
        ("lying-link", "opt_out_link_ignored"),
        ("deaf-link", "gpc_ignored"),
        ("worker", "opt_out_link_ignored"),
    ],
)
def test_a_wrong_opt_out_is_found(found, host, proof):
    assert proof in found[host], dict(found)


@pytest.mark.parametrize(
    "host,proof",
    [
        ("early", "rejection_ignored"),
        ("pinging", "rejection_ignored"),
        ("ignoring", "sent_before_choice"),
        ("asking", "opt_out_link_ignored"),
    ],
)
def test_what_was_not_wrong_is_not_said(found, host, proof):
    assert proof not in found[host]


@pytest.mark.parametrize(
    "host", ["right", "link", "dialog", "centre", "elsewhere", "switch", "resting-worker"]
)
def test_a_right_one_is_left_in_peace(found, host):
    assert found[host] == set()


@pytest.mark.parametrize(
    "host", ["right", "link", "lying-link", "dialog", "centre", "elsewhere", "switch"]
)
def test_a_link_that_says_or_keeps_something_is_reached(scanned, host):
    choice = stated(scanned, host, "opt-out-link")

    assert (choice.made, choice.reached) == (True, True), choice


def test_a_link_that_does_nothing_is_used_and_not_reached(scanned):
    choice = stated(scanned, "deaf-link", "opt-out-link")

    assert (choice.made, choice.reached) == (True, False)
    assert "nothing shows" in choice.reason


def test_a_form_that_asks_who_the_person_is_is_not_filled_in(scanned):
    choice = stated(scanned, "asking", "opt-out-link")

    assert (choice.made, choice.reached) == (False, False)
    assert "asks who the person is" in choice.reason


def test_a_banner_that_only_goes_away_is_not_reached(scanned):
    choice = stated(scanned, "hiding", "rejected")

    assert (choice.made, choice.reached) == (True, False), choice


def test_the_signal_is_stated_on_every_page(scanned):
    choices = [p.consent for p in scanned.report.pages if p.persona == "gpc"]

    assert choices
    assert all(choice.made and "Sec-GPC" in choice.reason for choice in choices)
