"""Journeys: steps as written, canaries by name, failures named and pictured."""

import pytest

from scriptward.vocabulary.words import DataKind, PageStatus

pytestmark = pytest.mark.browser

ICON = '<link rel=icon href="data:,">'
FORM = f"""<!doctype html><title>book</title>{ICON}<h1>Book</h1>
<form action=/thanks><label>E-mail <input id=email name=mail type=email></label>
<input id=born type=date name=born>
<select id=why name=why><option value="">-<option value=ONC>Oncology</select>
<label><input type=checkbox id=agree name=agree value=newsletter> news</label>
<button>Continue</button></form>
<script>document.querySelector('#email').addEventListener('input', e =>
  fetch('/spy?v=' + encodeURIComponent(e.target.value)))</script>"""


def journey(tmp_path, site, steps: str):
    path = tmp_path / "way.yaml"
    path.write_text(
        f"start: {site.url('/book')}\ncanaries: {{mine.email: me+k3@example.test}}\n"
        f"steps:\n{steps}",
        encoding="utf-8",
    )
    return path


def test_steps_happen_as_written_and_every_page_is_listed(site, scan, tmp_path):
    site.page("/book", FORM)
    site.page("/thanks", f"<title>thanks</title>{ICON}")
    path = journey(
        tmp_path,
        site,
        '  - fill: {selector: "#email", value: mine.email}\n'
        '  - fill: {selector: "#born", value: dob}\n'
        '  - select: {selector: "#why", value: Oncology}\n'
        '  - click: "#agree"\n'
        '  - click: "text=Continue"\n'
        '  - wait: {url: "**/thanks?*"}\n',
    )

    capture = scan(journey=path)

    assert capture.failures == ()
    assert [page.title for page in capture.pages] == ["book", "thanks"]
    assert "mail=me%2Bk3%40example.test" in capture.pages[1].url
    values = {value.name: value for value in capture.values}
    assert values["mine.email"].text == "me+k3@example.test"
    assert values["mine.email"].stated
    assert values["mine.email"].keys == ("mail", "email")
    assert values["why"].kind is DataKind.FORM_VALUE
    assert {value.text for value in capture.values} >= {"ONC", "Oncology", "newsletter"}
    assert capture.pages[0].fields[0] == "email|mail||E-mail"


LATER = f"""<!doctype html><title>later</title>{ICON}<button>save</button>
<script>document.querySelector('button').addEventListener('click', () =>
  setTimeout(() => fetch('/saved' + location.search), 600))</script>"""


def test_what_a_click_leads_to_later_is_waited_for_before_the_page_is_left(site, scan, tmp_path):
    site.page("/book", LATER)
    again = site.url("/book?again")
    path = journey(tmp_path, site, f"  - click: button\n  - goto: {again}\n  - click: button\n")

    scan(journey=path)

    assert [one.path for one in site.arrived if one.path.startswith("/saved")] == [
        "/saved",
        "/saved?again",
    ]


def test_a_failed_step_is_named_and_the_rest_goes_on(site, scan, tmp_path):
    site.page("/book", FORM)
    path = journey(
        tmp_path, site, '  - click: "#gone"\n  - fill: {selector: "#email", value: email}\n'
    )

    capture = scan(journey=path, screenshots=tmp_path / "pictures")

    (failure,) = capture.failures
    assert failure == f"{path}:4: click #gone: not possible within 10 s"
    assert [picture.name for picture in (tmp_path / "pictures").iterdir()] == [
        "failed-step-line-4.png"
    ]
    assert "email" in {value.name for value in capture.values}
    assert "/spy" in site.paths()


def test_the_start_is_not_visited_twice(site, scan, tmp_path):
    site.page("/book", FORM)
    site.page("/other", f"<title>other</title>{ICON}")
    path = journey(tmp_path, site, "  - wait: 0\n")

    capture = scan(site.url("/book"), site.url("/other"), journey=path)

    assert [page.title for page in capture.pages] == ["other", "book"]


def test_a_form_on_a_bare_address_is_filled_and_not_sent(site, scan):
    capture = scan(site.page("/book", FORM))

    assert "/thanks" not in site.paths()
    names = {value.name for value in capture.values}
    assert names == {"mail.email", "born.dob", "why", "agree"}
    assert "/spy" in site.paths()


def test_a_site_that_is_down_is_a_failed_page(site, scan):
    gone = "http://localhost:9/"

    capture = scan(gone, site.page("/there", f"<title>there</title>{ICON}"))

    assert [page.status for page in capture.pages] == [PageStatus.FAILED, PageStatus.COMPLETE]
    assert capture.pages[0].reason == "net::ERR_UNSAFE_PORT"
    assert any("ERR_UNSAFE_PORT" in failure for failure in capture.failures)


def test_an_app_s_screens_are_pages(site, scan, tmp_path):
    site.page(
        "/book",
        f"<title>app</title>{ICON}<button onclick=\"history.pushState(0, '', '/inbox');"
        "fetch('/mail')\">Go</button>",
    )
    path = journey(tmp_path, site, '  - click: "text=Go"\n')

    capture = scan(journey=path)

    assert [page.url for page in capture.pages] == [site.url("/book"), site.url("/inbox")]
    (mail,) = [s for s in capture.sendings if s.request.url.endswith("/mail")]
    assert mail.page == capture.pages[1].key
