"""Handing over to card forms, from small captures: what a scan's own visit and a HAR file show."""

import pytest

from scriptward.analysis.handover import asks_for_card
from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.capture import Capture, RawForm, RawPage, Sending
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Channel, HandoverType

PAY = "https://www.willow.test/pay"
CARD = ("text|number|cc-number|Card number",)


def went(key, url, *, page, channel=Channel.NAVIGATION, after="", reason=""):
    return Sending(
        key=key,
        page=page,
        request=Request(url=url),
        channel=channel,
        redirected_from=after,
        reason=reason,
    )


def handovers(pages, sendings):
    capture = Capture(source="scan", started_at="", finished_at="", pages=pages, sendings=sendings)
    visits = observed(capture, approvals=Approvals())
    return {visit.page.url: visit.page.handover for visit in visits}


def page(url, *forms, key="p1"):
    return RawPage(key=key, url=url, forms=forms)


def test_an_address_of_the_site_that_redirects_to_a_card_taker_is_a_server_redirect():
    taker = "https://pay.cardhouse.test/form"
    sendings = (went("r1", PAY, page="p1"), went("r2", taker, page="p1", after="r1"))

    found = handovers((page(taker, RawForm(document=taker, fields=CARD)),), sendings)[taker]

    assert (found.type, found.to) == (HandoverType.SERVER_REDIRECT, "pay.cardhouse.test")
    assert found.chain == (f"visit {PAY}", f"redirect {taker}")


def test_a_known_payment_company_needs_no_card_fields_to_be_seen():
    frame = "https://js.stripe.com/v3/elements-inner-card.html"
    sendings = (
        went("r1", PAY, page="p1"),
        went("r2", frame, page="p1", channel=Channel.FRAME),
    )

    assert handovers((page(PAY),), sendings)[PAY].type is HandoverType.EMBEDDED_FRAME


def test_a_strangers_card_fields_beside_a_payment_companys_frame_are_what_is_told():
    real = "https://js.stripe.com/v3/elements-inner-card.html"
    fake = "https://secure-pay.widgets.test/card"
    sendings = (
        went("r1", PAY, page="p1"),
        went("r2", real, page="p1", channel=Channel.FRAME),
        went("r3", fake, page="p1", channel=Channel.FRAME),
    )
    forms = (RawForm(document=real, fields=CARD), RawForm(document=fake, fields=CARD))

    assert handovers((page(PAY, *forms),), sendings)[PAY].to == "secure-pay.widgets.test"


def test_a_refresh_header_is_a_refresh():
    taker = "https://pay.cardhouse.test/form"
    pages = (page(PAY), page(taker, RawForm(document=taker, fields=CARD), key="p2"))
    sendings = (
        went("r1", PAY, page="p1"),
        went("r2", taker, page="p1", reason="httpHeaderRefresh"),
    )

    assert handovers(pages, sendings)[PAY].type is HandoverType.META_REDIRECT


def test_redirects_in_a_circle_end():
    taker = "https://pay.cardhouse.test/form"
    sendings = (
        went("r0", PAY, page="p1"),
        went("r1", taker, page="p1", after="r2"),
        went("r2", taker, page="p1", after="r1"),
    )

    assert handovers((page(PAY),), sendings)[PAY] is None


@pytest.mark.parametrize(
    "fields,expected",
    [
        (CARD, True),
        (("text|cvv||",), True),
        (("text|holder|cc-name|Name on card",), False),
        (("text|card_number|cc-name|Name", "text|e|cc-exp|"), True),
        (("email|email|email|E-mail",), False),
        (("text|exp||Expiration date", "text|code||Security code"), False),
        (("text|exp||Expiration date", "text|n||Card number"), True),
        (("text|x||Numéro de carte", "text|y||Date d’expiration"), True),
        (("text|insurance_card_number||Insurance card number", "text|exp||Expires"), False),
        ((), False),
    ],
)
def test_fields_ask_for_a_card_by_more_than_its_holders_name(fields, expected):
    assert asks_for_card(fields) is expected
