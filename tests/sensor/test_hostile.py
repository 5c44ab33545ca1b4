"""A page can't silence the sensor, speak as it, learn its secret, or be broken by it."""

import pytest

from tests.sensor.visit import ends, files

HOOKED = """[
  [window, 'fetch', 'get'], [window, 'open', 'value'], [window, 'WebSocket', 'value'],
  [XMLHttpRequest.prototype, 'send', 'get'], [XMLHttpRequest.prototype, 'open', 'value'],
  [HTMLInputElement.prototype, 'value', 'get'], [HTMLImageElement.prototype, 'src', 'set'],
  [Document.prototype, 'cookie', 'get'], [Element.prototype, 'setAttribute', 'value'],
  [Storage.prototype, 'getItem', 'value'], [KeyboardEvent.prototype, 'key', 'get'],
].map(([owner, name, part]) => Object.getOwnPropertyDescriptor(owner, name)[part])"""


def test_a_poisoned_page_is_seen_all_the_same(opened):
    visit = opened("poisoned.html")

    wanted = {"plain?fetch", "plain?xhr", "plain?beacon", "plain?image", "plain?websocket"}
    plain = [call for call in visit.calls() if "/plain?" in call.url]
    assert set(ends(plain)) == wanted
    assert {files(call.stack)[0] for call in plain} == {"plain.js"}
    assert files(visit.reads("cookie")[0].stack)[0] == "plain.js"
    assert visit.lost("broken") == 0


def test_a_poisoned_page_learns_nothing(opened):
    visit = opened("poisoned.html")

    assert visit.said == ["asked for toJSON\ncontrol"]
    assert visit.foreign == []
    assert visit.errors == []


def test_a_frozen_error_does_not_hide_the_caller(opened):
    visit = opened("frozen.html")

    plain = [call for call in visit.calls() if "/plain?" in call.url]
    assert {files(call.stack)[0] for call in plain} == {"plain.js"}


def test_the_pages_own_stack_settings_stay(opened):
    visit = opened("quiet.html")

    assert visit.page.evaluate(
        "(() => { Error.stackTraceLimit = 3; Error.prepareStackTrace = (e, s) => s.length;"
        " fetch('/x'); const n = new Error('x').stack;"
        " return [n, Error.stackTraceLimit, Error.prepareStackTrace(0, [1])]; })()"
    ) == [3, 3, 1]


def test_the_way_out_is_not_there_to_be_found(opened):
    visit = opened("quiet.html")

    names = visit.page.evaluate(
        "(() => { const frame = document.body.appendChild(document.createElement('iframe'));"
        " const own = (w) => Reflect.ownKeys(w).map(String);"
        " return [...own(window), ...own(frame.contentWindow)]; })()"
    )

    assert "finished" in names
    assert visit.binding not in names


def test_the_source_of_no_hook_shows_the_secret(opened):
    visit = opened("quiet.html")

    sources = visit.page.evaluate(f"{HOOKED}.map((f) => Function.prototype.toString.call(f))")

    assert len(sources) == 11
    assert not [text for text in sources if visit.secret in text or visit.binding in text]


def test_hooks_say_they_are_the_browsers(opened):
    visit = opened("quiet.html")

    texts = visit.page.evaluate(f"{HOOKED}.slice(1).map(String)")

    assert len(texts) == 10
    assert [text for text in texts if not text.endswith("() { [native code] }")] == []


def test_a_second_sensor_in_one_page_does_nothing(opened, built):
    visit = opened("quiet.html")
    visit.page.evaluate((built / "sensor.scan.js").read_text("utf-8"))

    visit.page.evaluate("fetch('/once')")

    assert ends(visit.calls("fetch")) == ["once"]


@pytest.mark.parametrize("kind", ["eval", "inline"])
def test_a_source_url_names_nobody_else(opened, kind):
    visit = opened("spoofed.html")

    [call] = [call for call in visit.calls("fetch") if call.url.endswith("?" + kind)]
    assert "good.js" not in files(call.stack)
    assert "spoofer.js" in files(call.stack)


def test_a_flood_is_bounded_and_counted(opened):
    visit = opened("quiet.html")

    visit.page.evaluate(
        "(() => { const s = document.createElement('script');"
        " for (let i = 0; i < 20000; i++) s.src = '/flood?' + i; })()"
    )
    visit.until(lambda: visit.lost("flood"))

    seen = len(visit.calls("script"))
    assert 1_900 <= seen < 6_000
    assert seen + visit.lost("flood") == 20_000


def test_errors_of_the_browser_reach_the_page_as_they_are(opened):
    visit = opened("quiet.html")

    assert visit.page.evaluate(
        "(async () => { const said = [];"
        " for (const wrong of [() => new WebSocket('ftp://x/'), () => fetch('http://'),"
        " () => XMLHttpRequest.prototype.send.call({}), () => new fetch('/'), () => Worker('/'),"
        " () => fetch({toString() { throw new EvalError('mine'); }}),"
        " () => new FormData(7), () => document.createElement('p').setAttribute('')]) {"
        " try { await wrong(); said.push('fine'); } catch (error) { said.push(error.name); } }"
        " return said; })()"
    ) == [
        "SyntaxError",
        "TypeError",
        "TypeError",
        "TypeError",
        "TypeError",
        "EvalError",
        "TypeError",
        "TypeError",
    ]
    assert visit.lost("broken") == 0


def test_running_out_of_stack_breaks_neither_page_nor_sensor(opened):
    visit = opened("quiet.html")

    name = visit.page.evaluate(
        "(() => { const deep = () => { void document.cookie; deep(); };"
        " try { deep(); } catch (error) { return error.name; } })()"
    )
    visit.page.evaluate("fetch('/after')")

    assert name == "RangeError"
    assert ends(visit.calls("fetch")) == ["after"]


def test_lone_surrogates_and_nul_pass(opened):
    visit = opened("quiet.html")

    visit.page.evaluate("localStorage.getItem('a\\ud800b\\0')")
    visit.until(lambda: visit.reads("storage"))

    assert visit.reads("storage")[0].name == "a\ufffdb\0"
