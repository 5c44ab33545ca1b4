"""A page that is left for another is the one that sends: no frame of the receiver did."""

from datetime import date

import pytest

from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.policy.compilation import compiled
from scriptward.policy.learn import learned
from scriptward.policy.question import in_vendor_frame
from scriptward.vocabulary.words import Channel
from tests.analysis.captures import capture, sending

AT = "https://login.idp.test/out"
TODAY = date(2026, 11, 25)


def visits(channel=Channel.FORM, **rest):
    return observed(
        capture(sending(AT, channel=channel, frame_url=AT, **rest)), approvals=Approvals()
    )


def test_a_form_sent_to_another_site_is_the_pages():
    [visit] = visits()

    [flow] = visit.flows
    assert not in_vendor_frame(flow)


@pytest.mark.parametrize(
    "channel,context",
    [(Channel.FORM, "frame"), (Channel.FETCH, "page"), (Channel.NAVIGATION, "page")],
)
def test_what_a_frame_sends_and_where_a_person_goes_stays_as_it_is(channel, context):
    [visit] = visits(channel, context=context)

    [flow] = visit.flows
    assert in_vendor_frame(flow)


def test_a_sign_out_at_another_site_is_learned():
    policy = learned(visits(), today=TODAY).policy

    value = compiled(policy, today=TODAY).value
    assert "login.idp.test" in value.partition("form-action ")[2].partition(";")[0]
