"""Each way of handing over to a card form is told apart in a real browser, with its chain."""

import pytest

from scriptward.vocabulary.words import HandoverType
from tests.handover.site import TAKER, host

FORM = f"{TAKER}/form"
WAYS = {
    "server": ("/", HandoverType.SERVER_REDIRECT),
    "script": ("/", HandoverType.SCRIPT_REDIRECT),
    "meta": ("/pay", HandoverType.META_REDIRECT),
    "frame": ("/pay", HandoverType.EMBEDDED_FRAME),
    "direct": ("/pay", HandoverType.DIRECT_POST),
    "own": ("/pay", HandoverType.FIRST_PARTY_FIELDS),
    "link": ("/", HandoverType.LINK),
    "sent": ("/", HandoverType.SCRIPT_REDIRECT),
}
CHAINS = {
    "server": ("visit https://www.server.test/", "form https://www.server.test/go", "redirect "),
    "script": ("visit https://www.script.test/", f"script {FORM}"),
    "meta": ("visit https://www.meta.test/pay", f"meta {FORM}"),
    "frame": ("visit https://www.frame.test/pay", f"frame {TAKER}/moved", f"redirect {FORM}"),
    "direct": ("visit https://www.direct.test/pay", f"form {TAKER}/charge"),
    "own": ("visit https://www.own.test/pay",),
    "link": ("visit https://www.link.test/", f"link {FORM}"),
    "sent": ("visit https://www.sent.test/", f"script {FORM}"),
}


@pytest.mark.parametrize("shop,way", WAYS.items())
def test_the_way_of_handing_over_is_told(pages, shop, way):
    path, kind = way

    handover = pages[f"https://{host(shop)}{path}"].handover

    assert handover is not None
    assert handover.type is kind
    assert handover.to == ("www.own.test" if shop == "own" else "pay.cardhouse.test")


@pytest.mark.parametrize("shop,chain", CHAINS.items())
def test_the_chain_is_there_as_proof(pages, shop, chain):
    seen = pages[f"https://{host(shop)}{WAYS[shop][0]}"].handover.chain

    assert len(seen) == len(chain)
    assert all(one.startswith(start) for one, start in zip(seen, chain, strict=True))


def test_values_in_the_chain_are_masked(pages):
    assert "4711" not in "".join(pages["https://www.server.test/"].handover.chain)


@pytest.mark.parametrize("shop", ["meta", "frame", "direct", "own"])
def test_a_page_that_only_leads_to_the_sites_own_page_has_none(pages, shop):
    assert pages[f"https://{host(shop)}/"].handover is None


def test_a_newsletters_form_and_a_map_are_no_handover(pages):
    assert pages["https://www.news.test/pay"].handover is None


def test_the_card_takers_own_page_has_none(pages):
    assert pages[FORM].handover is None
