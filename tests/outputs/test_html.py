import re
from html.parser import HTMLParser

import msgspec
import pytest

from scriptward.outputs.html import html
from scriptward.vocabulary.container import Container, Tag
from scriptward.vocabulary.observations import Choice
from scriptward.vocabulary.replay import Passing, Surface
from scriptward.vocabulary.words import ChoicePhase, NamedBy, ScriptKind
from tests.analysis.replays import recording, seen
from tests.outputs.reports import EMAIL, HOSTILE, clean, clinic, flow, hostile, script


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names = []
        self.handlers = []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_strings_of_a_page_are_inert():
    page = html.render(hostile()).decode()

    elements = Elements()
    elements.feed(page)
    assert "script" not in elements.names
    assert "img" not in elements.names
    assert elements.handlers == []
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("report", [clinic(), hostile(), clean()], ids=["clinic", "bad", "clean"])
def test_nothing_is_fetched_from_anywhere(report):
    page = html.render(report).decode()

    assert not re.search(r"<(script|link|img|iframe|object|embed|form)\b", page)
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_the_first_screen_says_who_got_what_then_what_to_do_then_the_limits():
    page = html.render(clinic()).decode()

    said = page.index("Ads Ltd was sent email from")
    first = page.index("switch off automatic matching")
    limits = page.index("Limits: complete run; self-test: planted 6, caught 6")
    drawing = page.index("<svg")
    assert said < first < limits < drawing


def test_a_strangers_code_without_an_address_is_drawn_by_its_kind():
    nameless = script(7, None, kind=ScriptKind.INLINE, entity="unknown")
    report = msgspec.structs.replace(
        clinic(), scripts=(nameless,), flows=(flow(1, by="script-7", data=(EMAIL,)),)
    )

    assert "inline 000000000000" in html.render(report).decode()


def test_who_asked_and_why_it_is_thought_stand_beside_the_sender():
    sender, asker = script(1, "https://a.test/a.js"), script(2, "https://b.test/b.js")
    asked = msgspec.structs.replace(
        flow(1, by="script-1"), instigator="script-2", attribution_reason="called fetch itself"
    )
    report = msgspec.structs.replace(clinic(), scripts=(sender, asker), flows=(asked,))

    page = html.render(report).decode()

    assert "asked by <code>https://b.test/b.js</code>" in page
    assert "called fetch itself" in page


def test_a_visitors_choice_stands_beside_the_page():
    choice = Choice(
        wanted="rejected", phase=ChoicePhase.AFTER, product="Onetrust", reason="no button was found"
    )
    pages = tuple(msgspec.structs.replace(p, consent=choice) for p in clinic().pages)

    page = html.render(msgspec.structs.replace(clinic(), pages=pages)).decode()

    assert "rejected: not reached (Onetrust), no button was found" in page


def test_a_containers_tags_are_listed():
    tags = (
        Tag(index=0, tag_id=4, function="__html", name="custom HTML", hosts=("t.test",)),
        Tag(index=1, tag_id=None, function="__paused", name="custom HTML", paused=True),
    )
    container = Container(product="Google Tag Manager", id="GTM-AB12", version="7", tags=tags)

    page = html.render(msgspec.structs.replace(clinic(), containers=(container,))).decode()

    assert "GTM-AB12" in page
    assert "t.test" in page
    assert "paused" in page


def test_what_a_session_recorder_took_is_listed_with_the_setting_that_masks_it():
    row = recording(seen(Surface.INPUT_EMAIL), seen(Surface.TEXT, Passing.MASKED))

    page = html.render(msgspec.structs.replace(clinic(), replay=(row,))).decode()

    assert "1 of 2 surfaces leave" in page
    assert "<td>input email</td><td><strong>sent</strong></td>" in page
    assert "<td>mask_inputs: true</td>" in page
    assert "<td>text</td><td>masked</td>" in page


def test_strings_of_a_recording_are_inert():
    bad = msgspec.structs.replace(
        seen(Surface.TEXT, marking=HOSTILE), path=HOSTILE, setting=HOSTILE
    )
    row = recording(bad, entity=HOSTILE, product=HOSTILE, host=HOSTILE, reason=HOSTILE)

    page = html.render(msgspec.structs.replace(clinic(), replay=(row,))).decode()

    assert "<img" not in page
    assert "\x1b" not in page


def test_a_recipients_country_and_what_told_it_are_shown():
    report = clinic()
    recipient = msgspec.structs.replace(
        report.flows[0].recipient, country="IE", by=NamedBy.CERTIFICATE
    )
    flow = msgspec.structs.replace(report.flows[0], recipient=recipient)

    page = html.render(msgspec.structs.replace(report, flows=(flow,))).decode()

    assert "in IE by its certificate" in page
