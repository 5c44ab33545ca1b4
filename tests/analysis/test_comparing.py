"""What is told of a change, and what is none."""

import msgspec

from scriptward.analysis.comparing import compared
from scriptward.vocabulary.words import Channel, DataKind, PageClass, PageStatus, ScriptKind
from tests.analysis.runs import run, told
from tests.analysis.visits import (
    ANALYTICS,
    OWN,
    STRANGER,
    URL,
    field_read,
    flow,
    leak,
    own_script,
    script,
    visit,
)

TAG = script()
REBUILT = msgspec.structs.replace(TAG, id="rebuilt", sha256="cd" * 32)
INLINE = script(url=None, id="inline", kind=ScriptKind.INLINE, sketch="00000001" * 2)
BEFORE = visit(
    scripts=(TAG, own_script()),
    flows=(flow(ANALYTICS, leak(DataKind.URL_PATH), script=TAG), flow(OWN)),
)


def with_more(*flows, by=TAG, **rows):
    return visit(scripts=(by, own_script()), flows=(*_again(by), *flows), **rows)


def _again(by):
    return (flow(ANALYTICS, leak(DataKind.URL_PATH), script=by), flow(OWN))


def test_the_same_visits_have_no_change():
    assert told(BEFORE, BEFORE) == []


def test_other_code_that_does_the_same_is_low():
    assert told(BEFORE, with_more(by=REBUILT)) == [
        ("code", "low", "other code, which does the same")
    ]


def test_the_same_code_with_a_new_recipient_is_high():
    changes = told(BEFORE, with_more(flow(STRANGER, leak(DataKind.EMAIL), script=TAG)))

    assert changes == [
        ("recipient", "high", "sends an e-mail address to nobody.test, a new recipient")
    ]


def test_a_recipient_of_another_script_is_medium():
    other = flow(STRANGER, script=own_script())
    old = visit(scripts=BEFORE.scripts, flows=(*BEFORE.flows, other))

    changes = told(old, with_more(other, flow(STRANGER, script=TAG, id="second")))

    assert changes == [("recipient", "medium", "sends to nobody.test, new for this script")]


def test_a_recipient_whose_sender_is_unknown_is_told_once_it_is_new():
    changes = told(BEFORE, with_more(flow(STRANGER)))

    assert changes == [("recipient", "high", "sends to nobody.test, a new recipient")]


def test_a_new_domain_of_a_known_recipient_is_medium():
    first = msgspec.structs.replace(STRANGER, host="www.google-analytics.com", entity="Google")
    second = msgspec.structs.replace(first, host="stats.g.doubleclick.net")
    old = with_more(flow(first, script=TAG))

    changes = told(old, with_more(flow(first, script=TAG), flow(second, script=TAG)))

    assert changes == [
        ("host", "medium", "sends to doubleclick.net, a new domain of Google (Alphabet)")
    ]


def test_a_new_read_is_told_with_its_selector():
    new = with_more(reads=(field_read(TAG, DataKind.SSN),))

    assert told(BEFORE, new) == [("read", "high", "reads #field (a social security number), new")]


def test_a_new_kind_of_data_to_a_known_recipient_is_told():
    new = with_more(flow(ANALYTICS, leak(DataKind.EMAIL), script=TAG, id="second"))

    assert told(BEFORE, new) == [
        ("data", "high", "sends an e-mail address to counter.test, which wasn't sent such data")
    ]


def test_more_of_a_person_in_a_place_that_held_such_data_is_no_change():
    def batch(kind, number):
        item = leak(kind, path=f"body.events[{number}].text")
        return visit(scripts=(TAG,), flows=(flow(ANALYTICS, item, script=TAG),))

    assert told(batch(DataKind.EMAIL, 3), batch(DataKind.PHONE, 21)) == []


def test_a_person_in_a_new_place_is_told():
    email = flow(ANALYTICS, leak(DataKind.EMAIL, path="body.events[3].text"), script=TAG)
    phone = flow(ANALYTICS, leak(DataKind.PHONE, path="body.phone"), script=TAG, id="second")

    changes = told(visit(scripts=(TAG,), flows=(email,)), visit(scripts=(TAG,), flows=(phone,)))

    assert changes == [
        ("data", "high", "sends a phone number to counter.test, which wasn't sent such data")
    ]


def test_another_channel_that_stands_in_for_the_first_is_no_change():
    beacon = flow(
        ANALYTICS, leak(DataKind.URL_PATH), script=TAG, id="second", channel=Channel.BEACON
    )

    assert told(BEFORE, with_more(beacon)) == []


def test_a_socket_to_a_known_recipient_is_low():
    socket = flow(ANALYTICS, script=TAG, id="second", channel=Channel.WEBSOCKET)

    assert told(BEFORE, with_more(socket)) == [
        ("channel", "low", "sends to counter.test by websocket, new")
    ]


def test_a_third_partys_new_script_on_a_form_is_high_and_says_who_loaded_it():
    extra = msgspec.structs.replace(script("cdn.nobody.test", "unknown"), loaded_by=TAG.id)
    old = visit(PageClass.APPOINTMENT_FORM, scripts=(TAG,))
    new = visit(PageClass.APPOINTMENT_FORM, scripts=(TAG, extra))

    assert told(old, new) == [
        ("script_added", "high", "new script, loaded by cdn.counter.test/…/tag.js")
    ]


def test_a_script_that_is_gone_is_told():
    new = visit(scripts=(own_script(),), flows=(flow(OWN),))

    assert told(BEFORE, new) == [("script_removed", "info", "no longer runs")]


def test_a_nonce_or_a_line_more_in_inline_code_is_no_new_script():
    again = msgspec.structs.replace(INLINE, id="again", sha256="cd" * 32)
    longer = msgspec.structs.replace(again, sketch="00000001" * 2 + "00000002")

    assert told(visit(scripts=(INLINE,)), visit(scripts=(again,))) == []
    assert told(visit(scripts=(INLINE,)), visit(scripts=(longer,))) == [
        ("code", "low", "other code, which does the same")
    ]


def test_other_inline_code_is_a_new_script():
    other = msgspec.structs.replace(INLINE, id="other", sha256="cd" * 32, sketch="00000009")

    assert [one[0] for one in told(visit(scripts=(INLINE,)), visit(scripts=(other,)))] == [
        "script_added",
        "script_removed",
    ]


def test_code_that_changes_within_one_run_is_no_change_between_two():
    old = visit(scripts=(TAG, REBUILT))
    third = msgspec.structs.replace(TAG, id="third", sha256="ef" * 32)

    assert told(old, visit(scripts=(third,))) == []


def test_a_file_whose_made_up_part_is_letters_is_the_one_of_its_folder():
    old = script(url="https://cdn.counter.test/js/app.QwErTyUiOp.js")
    new = script(url="https://cdn.counter.test/js/app.AsDfGhJkLz.js", id="new")

    assert told(visit(scripts=(old,)), visit(scripts=(new,))) == []


def test_a_script_on_pages_where_it_did_not_run_is_told():
    pay = f"{URL}/pay"
    other = visit(PageClass.PAYMENT_PAGE, url=pay)
    new = visit(PageClass.PAYMENT_PAGE, url=pay, scripts=(TAG,))

    assert told(run(BEFORE, other), run(BEFORE, new)) == [
        ("pages", "medium", "runs on a payment page, where it didn't")
    ]


def test_code_from_strings_is_told_once():
    made = script(url=None, id="made", kind=ScriptKind.EVAL, sketch="00000003")
    mine = msgspec.structs.replace(made, loaded_by=TAG.id, sha256="77" * 32)
    new = visit(scripts=(*BEFORE.scripts, mine), flows=BEFORE.flows)

    assert told(BEFORE, new) == [
        ("code_from_strings", "medium", "makes code from strings (eval), new")
    ]


def test_pages_that_only_one_run_visited_are_said_and_not_compared():
    extra = visit(url=f"{URL}/new", scripts=(script("cdn.nobody.test"),))

    changes = compared(run(BEFORE), run(BEFORE, extra))

    assert changes.changes == ()
    assert changes.not_compared == (f"{URL}/new: only the new run visited it",)


def test_a_page_that_failed_is_not_compared():
    failed = visit(status=PageStatus.FAILED)

    changes = compared(run(BEFORE), run(failed))

    assert changes.changes == ()
    assert changes.pages_compared == ()
    assert changes.not_compared == (f"{URL}: it failed in one of the runs",)


def test_an_id_in_a_pages_address_makes_no_other_page():
    old = visit(url="https://www.willow.test/visits/8812345", scripts=(TAG,))
    new = visit(url="https://www.willow.test/visits/9912345", scripts=(TAG,))

    assert compared(run(old), run(new)).not_compared == ()
    assert told(old, new) == []


def test_a_change_has_the_same_id_whatever_else_changed():
    more = flow(STRANGER, leak(DataKind.EMAIL), script=TAG)
    first = compared(run(BEFORE), run(with_more(more)))
    both = compared(run(BEFORE), run(with_more(more, reads=(field_read(TAG, DataKind.SSN),))))

    assert first.changes[0].id in {change.id for change in both.changes}
    assert len({change.id for change in both.changes}) == len(both.changes) == 2


def test_another_browser_is_noted():
    changes = compared(run(BEFORE), run(BEFORE, browser="Chromium 2"))

    assert changes.notes == ("the old run's browser was Chromium 1, the new one's Chromium 2",)
