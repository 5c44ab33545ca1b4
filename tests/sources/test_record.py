"""What a person does in a browser becomes a journey to replay; what they type does not."""

import asyncio
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.async_api import Page, async_playwright

from scriptward.app.recording import write
from scriptward.sources.journey import Action, read_journey
from scriptward.sources.record import listening, recorded
from scriptward.sources.record.actions import Actions, Did
from scriptward.sources.record.journey_text import journey_text
from scriptward.sources.scan import driver
from tests.sources.conftest import Site

pytestmark = pytest.mark.browser
ICON = '<link rel=icon href="data:,">'
TYPED = ("pat.example@mail.example", "hunter22", "4111111111111111", "Ward nine", "hip pain")
FRONT = f"""<!doctype html><title>book</title>{ICON}<h1>Book</h1><form action="/next">
<label>E-mail <input name=mail type=email></label>
<label>Password <input name=pw type=password></label>
<select name=why aria-label=Why><option value="">-<option value=ONC>Oncology</select>
<label><input type=checkbox name=agree value=newsletter> News</label>
<div id=host></div><iframe src="CARD"></iframe>
<input name=q placeholder=Search><ul id=found></ul><button>Continue</button></form>
<script>
document.querySelector('#host').attachShadow({{mode: 'open'}}).innerHTML =
  '<label>Ward <input name=ward></label>';
document.querySelector('[name=q]').addEventListener('input', e => {{
  document.querySelector('#found').innerHTML = '<li><button type=button></button></li>';
  document.querySelector('#found button').textContent = e.target.value;
}});
</script>"""
CARD = f"<!doctype html><title>card</title>{ICON}<label>Card <input autocomplete=cc-number></label>"


async def person(page: Page, front: str) -> None:
    """Somebody books an appointment."""
    typing = page.keyboard
    await page.goto(front)
    await page.locator("[name=mail]").click()
    await typing.type(TYPED[0])
    await page.locator("[name=pw]").click()
    await typing.type(TYPED[1])
    await page.locator("select").select_option("ONC")
    await page.locator("[name=agree]").click()
    await page.frame_locator("iframe").locator("input").click()
    await typing.type(TYPED[2])
    await page.locator("[name=ward]").click()
    await typing.type(TYPED[3])
    await page.locator("[name=q]").click()
    await typing.type(TYPED[4])
    await page.locator("#found button").click()
    await page.locator("[name=q]").click()
    await typing.press("Enter")
    await page.wait_for_url("**/next**")
    await page.get_by_text("back").click()
    await page.wait_for_url(front)


@pytest.fixture(scope="module")
def front(lasting_site: Site) -> str:
    card = lasting_site.page("/card", CARD).replace("localhost", "127.0.0.1")
    lasting_site.page("/next", f"<title>next</title>{ICON}<a href='/booking'>back</a>")
    return lasting_site.page("/booking", FRONT.replace("CARD", card))


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def recording(front, browser_path, said) -> str:
    """The text of the journey."""

    async def record() -> str:
        driver.prepare()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=browser_path, chromium_sandbox=False
            )
            context = await browser.new_context()
            ended = asyncio.Event()

            def say(step: str) -> None:
                said.append(step)
                if "back" in step:
                    ended.set()

            actions = await listening(context, say=say)
            await person(await context.new_page(), front)
            await asyncio.wait_for(ended.wait(), 20)
            await actions.settle()
            text = journey_text("http://unused.test/", actions.steps())
            await browser.close()
            return text

    return asyncio.run(record())


@pytest.fixture(scope="module")
def file(recording, tmp_path_factory):
    path = tmp_path_factory.mktemp("recorded") / "journey.yaml"
    write(recording, path)
    return path


def test_nothing_that_was_typed_is_written_or_said(recording, said):
    both = "\n".join((recording, *said)).lower()

    assert [text for text in TYPED if text.lower() in both] == []
    assert "hunter" not in both
    assert "mail=" not in both


def test_each_fill_names_a_canary_by_what_its_field_is(file, front):
    journey = read_journey(file)
    fills = [step.typed for step in journey.steps if step.typed and step.action is Action.FILL]

    assert journey.start == front
    assert [typed.canary.rpartition(".")[2] for typed in fills] == [
        "email",
        "password",
        "card_number",
        "message",
        "search_phrase",
    ]


def test_a_click_on_what_shows_the_typed_text_is_a_comment(recording):
    assert "# a click was left out: what it is called by was typed before" in recording


def test_the_rest_is_in_order(file):
    steps = [str(step) for step in read_journey(file).steps]

    assert steps == [
        'fill role=textbox[name="E-mail"i]',
        'fill role=textbox[name="Password"i]',
        'select internal:label="Why"i',
        'click role=checkbox[name="News"i]',
        'fill iframe >> internal:control=enter-frame >> role=textbox[name="Card"i]',
        'fill role=textbox[name="Ward"i]',
        'fill role=textbox[name="Search"i]',
        'click role=textbox[name="Search"i]',
        'press role=textbox[name="Search"i]',
        'click role=link[name="back"i]',
    ]


def test_a_scan_replays_it(file, scan):
    capture = scan(journey=file)

    assert capture.failures == ()
    assert [page.title for page in capture.pages] == ["book", "next", "book"]
    names = {value.name.rpartition(".")[2] for value in capture.values}
    assert names >= {"email", "password", "card_number", "search_phrase"}
    (sent,) = [s for s in capture.sendings if "/next?" in s.request.url]
    assert "why=ONC" in sent.request.url


def test_a_stopped_recording_gives_what_there_is(front, browser_path, lasting_site, tmp_path):
    async def stopped() -> str:
        opened = asyncio.Event()
        loop = asyncio.get_running_loop()

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("content-length", "0")
            request.end_headers()
            loop.call_soon_threadsafe(opened.set)

        lasting_site.answers["/opened"] = answer
        url = lasting_site.page("/slow", f"{ICON}<script>fetch('/opened')</script>")
        switches = ("--no-sandbox", "--headless=new")
        task = asyncio.create_task(
            recorded(url, browser=browser_path, browser_args=switches, say=print)
        )
        await asyncio.wait_for(opened.wait(), 60)
        task.cancel()
        return await task

    write(asyncio.run(stopped()), tmp_path / "way.yaml")

    assert read_journey(tmp_path / "way.yaml").start == lasting_site.url("/slow")


def test_nothing_done_is_a_journey_of_no_steps(tmp_path):
    steps = Actions(None, print).steps()  # type: ignore[arg-type]  # no event asks for it

    assert write(journey_text("https://a.test/", steps), tmp_path / "way.yaml") == 0
    assert read_journey(tmp_path / "way.yaml").start == "https://a.test/"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    file = tmp_path / "way.yaml"
    file.write_text("before", encoding="utf-8")

    steps = write(journey_text("https://a.test/", [Did(action=Action.CLICK, selector="#go")]), file)

    assert steps == 1
    assert "click: '#go'" in file.read_text("utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["way.yaml"]


def test_keys_that_type_and_other_windows_are_left_out(tmp_path):
    text = journey_text(
        "https://a.test/",
        [
            Did(action=None, remark="“setInputFiles” was left out: a journey can't do it"),
            Did(action=Action.PRESS, selector="#q", value="Enter"),
            Did(action=None, remark="a click in another window was left out"),
        ],
    )

    assert "# “setInputFiles” was left out" in text
    assert "# At the end a click in another window was left out." in text
