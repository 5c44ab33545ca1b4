"""Choices are made in banners of real products' shape, and what was reached is stated."""

import pytest

from scriptward.vocabulary.words import ChoicePhase
from tests.consent.banners import PRODUCTS, deaf, page

DEAF = ("onetrust", "didomi", "usercentrics")
HIDING = """<div class="osano-cm-window"><div class="osano-cm-dialog" style="position:fixed">Cookies
<button class="osano-cm-accept">Accept</button></div></div>
<script>window.Osano = {cm: {dialogOpen: true}};</script>"""
LATE = PRODUCTS["homemade"][1].replace(
    "</script>",
    "box.remove(); if (!chosen()) setTimeout(() => document.body.append(box), 1800);</script>",
)
RELOADING = PRODUCTS["complianz"][1].replace("gone(box); }", "location.reload(); }")
UNDER = PRODUCTS["onetrust"][1].replace("gone(box)", "gone(box.parentElement)")
CLASS = """<style>#cc-main .cm {position:fixed;bottom:0;padding:9px;visibility:hidden}
.show--consent #cc-main .cm {visibility:visible}</style>
<div id="cc-main"><div class="cm-wrapper"><div class="cm">We use cookies
<button class="cm__btn" data-role="all">Accept all</button>
<button class="cm__btn" data-role="necessary">Reject all</button></div></div></div><script>
const root = document.documentElement.classList;
if (!chosen()) root.add('show--consent');
on('[data-role=all]', () => { keep('yes', 'cc_cookie=ads'); root.remove('show--consent'); });
on('[data-role=necessary]', () => { keep('no', 'cc_cookie='); root.remove('show--consent'); });
</script>"""
OTHER = """<div class="cky-consent-container" style="position:fixed;bottom:0;padding:9px">
<p>Nous utilisons des cookies pour la publicité.</p><button class="no">Tout refuser</button>
<button class="yes" data-cky-tag="accept-button">Tout accepter</button></div><script>
const box = document.querySelector('.cky-consent-container');
if (chosen()) box.remove();
on('.no', () => { keep('no', 'cookieyes-consent=advertisement:no'); box.remove(); });
on('.yes', () => { keep('yes'); box.remove(); });</script>"""
EXTRA = {"late": LATE, "reloading": RELOADING, "under": UNDER, "class": CLASS, "other": OTHER}
"""Banners that come after the page is quiet, that load the page anew, that go away with what is
around them or by a class of the document, and one whose control is not the one its rule knows."""
SENDS = "if (chosen() === 'yes') fetch('https://px.adnet.test/p?dl=' + location.href);"

SENDS_UNLESS = "if (chosen() !== 'no') fetch('https://px.adnet.test/p?dl=' + location.href);"


@pytest.fixture(scope="module")
def scanned(visiting):
    severed = page(PRODUCTS["onetrust"][1], tag=SENDS_UNLESS)
    pages = {"www.severed.test/asthma": severed}
    pages |= {f"{host}.test/asthma": page(body, tag=SENDS) for host, (_, body) in PRODUCTS.items()}
    pages |= {f"{host}.test/asthma": page(body, tag=SENDS) for host, body in EXTRA.items()}
    pages |= {f"{host}-deaf.test/asthma": page(deaf(PRODUCTS[host][1])) for host in DEAF}
    pages |= {"hiding.test/asthma": page(HIDING), "none.test/asthma": page("<p>No banner.</p>")}
    pages |= {"my.severed.test/asthma": severed, "help.severed.test/asthma": page("<p>None.</p>")}
    return visiting(pages, "rejected", "accepted", concurrency=4)


def stated(scanned, host, persona):
    pages = [p for p in scanned.report.pages if p.url == f"https://{host}.test/asthma"]
    return next(p.consent for p in pages if p.persona == persona)


def sent(scanned, host, persona):
    address = f"https://{host}.test/asthma"
    return [
        flow
        for flow in scanned.report.flows
        if (flow.page, flow.persona) == (address, persona)
        and flow.recipient.host == "px.adnet.test"
    ]


@pytest.mark.parametrize("persona", ["rejected", "accepted"])
@pytest.mark.parametrize("host", PRODUCTS)
def test_the_choice_is_reached_and_stated_with_the_product(scanned, host, persona):
    choice = stated(scanned, host, persona)

    assert (choice.wanted, choice.made, choice.reached) == (persona, True, True), choice
    assert choice.product == PRODUCTS[host][0]
    assert choice.phase is ChoicePhase.AFTER
    assert "the choice was made" in choice.reason


@pytest.mark.parametrize("host", ["www.severed", "my.severed"])
def test_each_host_that_asks_for_itself_is_answered(scanned, host):
    choice = stated(scanned, host, "rejected")

    assert (choice.made, choice.reached, choice.product) == (True, True, "Onetrust"), choice
    assert not sent(scanned, host, "rejected")
    assert sent(scanned, host, "rejected-before")


def test_the_choice_of_the_site_holds_on_a_host_without_a_banner(scanned):
    assert stated(scanned, "help.severed", "rejected").made


@pytest.mark.parametrize("persona", ["rejected", "accepted"])
@pytest.mark.parametrize("host", EXTRA)
def test_a_banner_that_comes_late_or_reloads_is_answered_too(scanned, host, persona):
    choice = stated(scanned, host, persona)

    assert (choice.made, choice.reached) == (True, True), choice


@pytest.mark.parametrize("host", [*PRODUCTS, *EXTRA])
def test_the_page_after_the_choice_holds_it(scanned, host):
    assert sent(scanned, host, "accepted")
    assert not sent(scanned, host, "rejected")
    assert not sent(scanned, host, "rejected-before")


@pytest.mark.parametrize("host", [f"{host}-deaf" for host in DEAF])
def test_a_banner_that_stays_is_not_reached(scanned, host):
    choice = stated(scanned, host, "rejected")

    assert not choice.reached
    assert "stayed" in choice.reason or "not" in choice.reason


def test_a_banner_that_could_only_be_hidden_is_no_choice(scanned):
    choice = stated(scanned, "hiding", "rejected")

    assert (choice.made, choice.reached, choice.phase) == (False, False, ChoicePhase.NOT_MADE)
    assert "only be hidden" in choice.reason


def test_a_page_without_a_banner_says_that_there_was_none(scanned):
    choice = stated(scanned, "none", "rejected")

    assert (choice.made, choice.reached, choice.product) == (False, False, "")
    assert choice.reason == "no banner that the rules know was shown"


def test_a_page_before_the_choice_has_a_persona_of_its_own(scanned):
    choice = stated(scanned, "onetrust", "rejected-before")

    assert choice.phase is ChoicePhase.BEFORE
    assert choice.product == "Onetrust"


def test_what_drives_banners_is_no_script_of_the_site(scanned):
    strange = [s for s in scanned.report.scripts if s.bytes > 5_000 or s.kind == "eval"]

    assert strange == []
