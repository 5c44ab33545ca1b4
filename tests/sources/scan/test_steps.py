"""Steps on what real forms are made of: shadow roots, frames, lists, calendars, forms in parts."""

import pytest

from scriptward.vocabulary.capture import Capture
from scriptward.vocabulary.words import DataKind

pytestmark = pytest.mark.browser
ICON = '<link rel=icon href="data:,">'
FORM = f"""<!doctype html><title>booking</title>{ICON}
<section id=one><label>Clinic <input id=clinic role=combobox autocomplete=off></label>
<ul role=listbox id=list hidden></ul>
<input id=day readonly placeholder=Day><div id=calendar hidden role=grid></div>
<button id=on type=button>Next</button><form hidden><input name=shadowRoot></form></section>
<section id=two hidden><div id=host></div><iframe title=Card src="CARD"></iframe>
<p id=note contenteditable></p><button id=end type=button>Book</button></section>
<script>
const $ = id => document.querySelector(id);
const said = {{}};
$('#clinic').addEventListener('keyup', () => setTimeout(() => {{
  $('#list').hidden = false;
  $('#list').innerHTML = '<li role=option>Cardiology East<li role=option>Cardiology West';
}}, 60));
$('#list').addEventListener('click', e => {{
  said.clinic = $('#clinic').value = e.target.innerText;
  $('#list').hidden = true;
}});
$('#day').addEventListener('focus', () => setTimeout(() => {{
  $('#calendar').hidden = false;
  $('#calendar').innerHTML = [...Array(28).keys()].map(
    n => `<button type=button aria-label="March ${{n + 1}}, 2031">${{n + 1}}</button>`).join('');
}}, 60));
$('#calendar').addEventListener('click', e => {{
  said.day = $('#day').value = e.target.getAttribute('aria-label');
}});
$('#on').addEventListener('click', () => setTimeout(() => {{
  $('#one').hidden = true;
  $('#two').hidden = false;
  history.pushState(0, '', '/booking/details');
}}, 60));
const inner = $('#host').attachShadow({{mode: 'open'}});
inner.innerHTML = '<label>Reason <input id=reason name=reason></label>';
addEventListener('message', e => said.card = e.data);
$('#end').addEventListener('click', () => {{
  said.reason = inner.querySelector('#reason').value;
  said.note = $('#note').innerText;
  fetch('/booked', {{method: 'POST', body: JSON.stringify(said)}});
}});
</script>"""
CARD = f"""<!doctype html><title>card</title>{ICON}
<label>Card number <input id=card autocomplete=cc-number></label><script>
document.querySelector('#card').addEventListener('input', e =>
  parent.postMessage(e.target.value, '*'));</script>"""
SIGN_IN = f"""<!doctype html><title>sign in</title>{ICON}<form method=post action=/signed-in>
<input name=user><input name=word type=password><button>Sign in</button></form>"""
STEPS = """
login:
  steps:
    - goto: SIGN_IN
    - fill: {selector: "[name=user]", value: {env: STEPS_USER}}
    - fill: {selector: "[name=word]", value: {env: STEPS_WORD}}
    - click: "text=Sign in"
steps:
  - fill: {selector: "#clinic", value: {literal: card}}
  - click: role=option[name="Cardiology West"]
  - click: "#day"
  - click: role=button[name="March 9, 2031"]
  - click: "text=Next"
  - wait: {url: "**/booking/details"}
  - fill: {selector: "#reason", value: reason}
  - fill: {selector: "iframe >> internal:control=enter-frame >> #card", value: card_number}
  - fill: {selector: "#note", value: message}
  - click: "text=Book"
"""
SECRET = "sw0rdfish and more"  # invented


@pytest.fixture(scope="module")
def capture(lasting_site, scan, tmp_path_factory):
    """One journey through all of it; the frame is of another origin."""
    card = lasting_site.page("/card", CARD).replace("localhost", "127.0.0.1")
    start = lasting_site.page("/booking", FORM.replace("CARD", card))
    sign_in = lasting_site.page("/sign-in", SIGN_IN)
    lasting_site.page("/signed-in", f"<title>in</title>{ICON}")
    path = tmp_path_factory.mktemp("steps") / "way.yaml"
    path.write_text(f"start: {start}{STEPS.replace('SIGN_IN', sign_in)}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STEPS_USER", "pat")
        patch.setenv("STEPS_WORD", SECRET)
        return scan(journey=path)


@pytest.fixture(scope="module")
def booked(capture: Capture) -> str:
    (sent,) = [s for s in capture.sendings if s.request.url.endswith("/booked")]
    return sent.request.body.decode()


def text_of(capture: Capture, kind: str) -> str:
    """The canary whose name ends so."""
    (value,) = [one for one in capture.values if one.name.rpartition(".")[2] == kind]
    return value.text


def test_no_step_fails(capture):
    assert [failure for failure in capture.failures if "way.yaml" in failure] == []


def test_an_option_of_a_list_that_comes_while_typing_is_chosen(booked):
    assert '"clinic":"Cardiology West"' in booked


def test_a_day_of_a_calendar_is_chosen(booked):
    assert '"day":"March 9, 2031"' in booked


def test_the_second_part_of_a_form_is_a_page_of_its_own(capture):
    assert [page.url.rpartition("/")[2] for page in capture.pages][-2:] == ["booking", "details"]


def test_fields_in_shadow_roots_and_editable_text_are_filled(capture, booked):
    assert text_of(capture, "reason") in booked
    assert text_of(capture, "message") in booked


def test_fields_in_shadow_roots_tell_what_a_page_is_for(capture):
    page = next(one for one in capture.pages if one.url.endswith("/booking/details"))

    assert any(field.startswith("text|reason|") for field in page.fields)


def test_a_field_in_a_frame_of_another_origin_is_filled(capture, booked):
    assert text_of(capture, "card_number") in booked


def test_secrets_come_from_the_environment_and_are_looked_for(capture, lasting_site):
    (posted,) = [one for one in lasting_site.arrived if one.path == "/signed-in"]
    (secret,) = [value for value in capture.values if value.text == SECRET]

    assert b"user=pat&word=sw0rdfish" in posted.body
    assert secret.kind is DataKind.PASSWORD
    assert not secret.stated


def test_a_variable_that_is_not_set_is_said(site, scan, tmp_path, monkeypatch):
    monkeypatch.delenv("STEPS_NOT_SET", raising=False)
    path = tmp_path / "way.yaml"
    start = site.page("/sign-in", SIGN_IN)
    path.write_text(
        f"start: {start}\nsteps:\n"
        '  - fill: {selector: "[name=word]", value: {env: STEPS_NOT_SET}}\n',
        encoding="utf-8",
    )

    capture = scan(journey=path)

    assert [failure for failure in capture.failures if "way.yaml" in failure] == [
        f"{path}:3: fill [name=word]: the environment variable STEPS_NOT_SET is not set",
    ]
