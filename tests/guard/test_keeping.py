"""What a policy says is kept in the page: failing, scrubbing, masking, and being let off."""

import hashlib
import json

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed

POLICY = """
version: 1
site: www.clinic.test
mode: {mode}
defaults: {{"*": forbid}}
recipients:
  acme: {{hosts: [in.acme.test], baa: {{signed: 2026-01-01, ref: "BAA-1", data: [email, name]}}}}
scripts:
  - match: "http://in.acme.test/**"
    owner: acme
    approved: {{by: web, date: 2026-11-01, why: booking}}
rules:
  - {{id: own, permit: [send, read, load], to: self}}
  - {{id: own-code, permit: [send, read, load], from: self, to: self}}
  - {{id: acme, permit: [send, load], to: acme, data: [name, page_title]}}
  - {{id: clean, scrub: [email, search_term], to: acme}}
  - {{id: hide, mask: [password], from: {{party: third}}}}
"""
PAGE = """<!doctype html><html><head><script src="/{guard}.js"{more}></script>
<title>Knee pain clinic</title>
<link rel=icon href="data:,"></head><body><form id=f><input id=mail name=email type=email>
<input name=full_name id=who><input name=password id=secret type=password></form>
<script src="http://in.acme.test/acme.js"></script></body></html>"""
ACME = """
const into = "http://in.acme.test/echo";
const told = (answer) => answer.text().then((body) => [answer.url.split("/echo")[1], body]);
const failed = (error) => `${error.name}: ${error.message}`;
window.acme = {
  post: (query, body, more = {}) =>
    fetch(into + query, { method: "POST", body, ...more }).then(told, failed),
  xhr: (query, body) => new Promise((done) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", into + query);
    asked.setRequestHeader("content-type", "text/plain");
    asked.onloadend = () => done([asked.responseURL.split("/echo")[1] ?? "", asked.responseText]);
    asked.send(body);
  }),
  request: (query, body) =>
    fetch(new Request(into + query, { method: "POST", body })).then(told, failed),
  read: () => [document.getElementById("secret").value, document.getElementById("mail").value],
  form: () => [...new FormData(document.getElementById("f")).keys()],
  evil: () => fetch("http://evil.test/x").then(() => "out", failed),
};
"""
BY = "{by: web, date: 2026-11-01, why: booking}"
OWN = """() => [document.getElementById("secret").value, [...new FormData(f).keys()]]"""
MAIL = "mira.holt@patients.example"


def opened(chromium, site, *, mode="enforce", more="", headers=True, path="/keep"):
    """A page with the guard, its fields filled in."""
    policy = parsed(POLICY.format(mode=mode))
    name = f"guard-{mode}-{headers}"
    site.files[f"/{name}.js"] = guard_script(policy, headers=headers)
    site.files["/acme.js"] = ACME.encode()
    site.files[path] = PAGE.format(guard=name, more=more).encode()
    page = chromium.new_context().new_page()
    page.goto(f"http://www.clinic.test{path}?q=torn+meniscus")
    page.fill("#mail", MAIL)
    page.fill("#who", "Mira Holt")
    page.fill("#secret", "hunter2-hunter2")
    return page


@pytest.fixture(scope="module")
def kept(chromium, site):
    page = opened(chromium, site)
    yield page
    page.context.close()


def test_a_value_that_is_to_be_scrubbed_is_taken_out_and_the_rest_goes(kept):
    query, body = kept.evaluate(
        "mail => acme.post(`?e=${encodeURIComponent(mail)}&n=1`, JSON.stringify({e: mail, n: 2}))",
        MAIL,
    )

    assert query == "?e=&n=1"
    assert body.startswith('POST {"e":"","n":2} ')


def test_it_is_taken_out_of_xhr_with_its_headers_kept(kept):
    query, body = kept.evaluate("mail => acme.xhr('?a=b', `m=${mail}&z=1`)", MAIL)

    assert query == "?a=b"
    assert body == "POST m=&z=1 text/plain"


def test_the_search_of_the_page_is_taken_out_where_it_is_in_an_address(kept):
    query, _ = kept.evaluate("() => acme.post('?dl=' + encodeURIComponent(location.href), 'x')")

    assert "meniscus" not in query
    assert query.startswith("?dl=http%3A%2F%2Fwww.clinic.test")


@pytest.mark.parametrize(
    "body", ["btoa(mail)", "new Blob([mail])", "new TextEncoder().encode(mail)"]
)
def test_where_it_cannot_be_taken_out_the_request_fails(kept, body):
    said = kept.evaluate(f"mail => acme.post('', {body})", MAIL)

    assert said == "TypeError: Failed to fetch"


def test_a_request_object_that_holds_it_fails_too(kept):
    assert kept.evaluate("mail => acme.request('', mail)", MAIL) == "TypeError: Failed to fetch"


def test_what_is_permitted_goes_out_as_it_is(kept):
    query, body = kept.evaluate("() => acme.post('?t=' + document.title, 'Mira Holt')")

    assert query == "?t=Knee%20pain%20clinic"
    assert body.startswith("POST Mira Holt ")


def test_somebody_else_gets_nothing(kept, site):
    site.reached.clear()

    assert kept.evaluate("() => acme.evil()") == "TypeError: Failed to fetch"
    assert site.reached == []


def test_a_masked_field_gives_nothing_to_others_and_all_to_the_page(kept):
    assert kept.evaluate("() => acme.read()") == ["", MAIL]
    assert kept.evaluate("() => acme.form()") == ["email", "full_name"]
    kept.evaluate(f"window.own = {OWN}")
    assert kept.evaluate("() => own()") == ["hunter2-hunter2", ["email", "full_name", "password"]]


@pytest.fixture
def other(chromium, site):
    pages = []

    def open_(**more):
        pages.append(opened(chromium, site, **more))
        return pages[-1]

    site.reached.clear()
    yield open_
    for page in pages:
        page.context.close()


def test_a_policy_that_only_observes_changes_nothing(other, site):
    page = other(mode="observe")

    assert page.evaluate("() => acme.evil()") == "out"
    _, body = page.evaluate("mail => acme.post('', mail)", MAIL)
    assert MAIL in body
    assert page.evaluate("() => acme.read()")[0] == "hunter2-hunter2"


def test_a_page_may_be_let_off_with_a_reason_and_is_still_watched(other, site):
    page = other(path="/off", more=' data-off="tested by hand until Friday"')

    assert page.evaluate("() => acme.evil()") == "out"
    page.goto("about:blank")
    page.wait_for_timeout(300)
    batches = [json.loads(body) for _, body in site.posted]
    told = [one for batch in batches if batch["page"] == "/off" for one in batch["behaviours"]]
    assert ("send", "fetch") in {(one["kind"], one["api"]) for one in told}


def test_code_in_the_page_stays_what_it_is_when_the_page_takes_another_address(chromium, site):
    code = (
        b"window.say = () => fetch('http://in.acme.test/echo').then(() => 'out', () => 'refused');"
    )
    digest = hashlib.sha256(code).hexdigest()
    entry = f"scripts:\n  - {{match: 'inline:{digest}', owner: acme, approved: {BY}}}\n"
    rule = "  - {id: theirs, permit: [send], from: acme, to: acme}\n"
    own = POLICY.format(mode="enforce").replace("scripts:\n", entry, 1).partition("rules:\n")[0]
    site.files["/guard-told.js"] = guard_script(parsed(own + "rules:\n" + rule), headers=True)
    text = f'<!doctype html><script src="/guard-told.js"></script><script>{code.decode()}</script>'
    site.files["/one"] = text.encode()
    page = chromium.new_context().new_page()
    page.goto("http://www.clinic.test/one")
    try:
        assert page.evaluate("() => say()") == "out"
        page.evaluate("() => history.pushState(null, '', '/two/three')")
        assert page.evaluate("() => say()") == "out"
        assert page.evaluate("() => location.pathname") == "/two/three"
        assert page.evaluate("() => fetch('http://in.acme.test/').catch(() => 'no')") == "no"
    finally:
        page.context.close()


def test_a_page_without_headers_gets_a_policy_that_refuses_markup(other, site):
    page = other(headers=False)
    drawn = """() => new Promise((done) => {
      const box = document.createElement("div");
      box.innerHTML = '<img src="http://evil.test/markup.png">';
      box.firstChild.onload = () => done("out");
      box.firstChild.onerror = () => done("refused");
    })"""

    assert page.evaluate(drawn) == "refused"
    assert page.evaluate("() => acme.evil()") == "TypeError: Failed to fetch"
    assert page.evaluate("() => acme.post('', 'x')")[1].startswith("POST x ")
    assert site.reached == []


def test_a_collector_that_says_gone_lets_pages_go_that_are_open(other):
    page = other(path="/gone")
    assert page.evaluate("() => acme.evil()") == "TypeError: Failed to fetch"

    for _ in range(100):
        if page.evaluate("() => acme.evil()") == "out":
            break
        page.wait_for_timeout(100)

    assert page.evaluate("() => acme.evil()") == "out"


def told(site, kind):
    """Behaviours of that kind the collector got from the page that is told of."""
    batches = [json.loads(body) for _, body in site.posted]
    mine = [batch for batch in batches if batch["page"] == "/told"]
    return [row for batch in mine for row in batch["behaviours"] if row["kind"] == kind]


def test_the_collector_is_told_what_became_of_it_and_whose_code_asked(other, site):
    page = other(path="/told")
    page.evaluate("() => acme.evil()")
    page.evaluate("mail => acme.post('', mail)", MAIL)
    page.evaluate("() => acme.read()")
    page.goto("about:blank")
    for _ in range(50):
        if told(site, "mask"):
            break
        page.wait_for_timeout(100)

    by = {kind: told(site, kind) for kind in ("block", "scrub", "mask")}
    assert [row["target"] for row in by["block"]] == ["http://evil.test/x"]
    assert [row["target"] for row in by["scrub"]] == ["http://in.acme.test/echo"]
    assert [row["target"][:6] for row in by["mask"]] == ["field:"]
    scripts = {row["script"] for rows in by.values() for row in rows}
    assert scripts == {"http://in.acme.test/acme.js"}
    assert MAIL not in json.dumps(by)


def test_it_holds_where_a_monitor_before_it_left_an_accessor(chromium, site):
    first = """<script>
      const native = window.fetch;
      Object.defineProperty(window, "fetch", { get: () => native, set() {}, configurable: true });
    </script>"""
    site.files["/accessor"] = (
        PAGE.format(guard="guard-enforce-True", more="")
        .replace("<head>", f"<head>{first}")
        .encode()
    )
    site.files["/guard-enforce-True.js"] = guard_script(
        parsed(POLICY.format(mode="enforce")), headers=True
    )
    site.files["/acme.js"] = ACME.encode()
    site.reached.clear()
    page = chromium.new_context().new_page()
    page.goto("http://www.clinic.test/accessor")

    said = page.evaluate("() => acme.evil()")
    page.context.close()
    assert said == "TypeError: Failed to fetch"
    assert site.reached == []


def test_a_page_whose_class_nobody_says_is_unknown(chromium, site):
    text = POLICY.format(mode="enforce").replace(
        "send, load], to: acme,", "send, load], to: other,"
    )
    text += "  - {id: unsaid, permit: [send, load], to: acme, pages: [unknown]}\n"
    text = text.replace("recipients:\n", "recipients:\n  other: {hosts: [other.test]}\n")
    site.files["/unsaid.js"] = guard_script(parsed(text), headers=True)
    site.files["/unsaid"] = PAGE.format(guard="unsaid", more="").encode()
    site.files["/acme.js"] = ACME.encode()
    page = chromium.new_context().new_page()
    page.goto("http://www.clinic.test/unsaid")

    said = page.evaluate("() => acme.post('', 'x')")
    page.context.close()
    assert said[1].startswith("POST x ")


LINKS = """<!doctype html><html><head><script src="/links.js"></script><title>x</title></head>
<body><a id=kept href="http://in.acme.test/there?plain">to a partner</a>
<a id=away href="http://evil.test/away?plain">to somebody else</a>
<a id=beside href="http://evil.test/away?beside" target=_blank>in a tab of its own</a>
<script>
  document.getElementById("kept").addEventListener("pointerdown", (event) => {
    event.target.href = "http://evil.test/there?token";
  });
</script></body></html>"""


@pytest.fixture
def linked(chromium, site):
    site.files["/links.js"] = guard_script(parsed(POLICY.format(mode="enforce")), headers=True)
    site.files["/links"] = LINKS.encode()
    site.files["/there"] = site.files["/away"] = b"<!doctype html><title>arrived</title>"
    site.reached.clear()
    page = chromium.new_context().new_page()
    page.goto("http://www.clinic.test/links")
    yield page
    page.context.close()


def test_a_link_that_is_changed_as_it_is_pressed_goes_where_it_led(linked, site):
    linked.click("#kept")
    linked.wait_for_url("**/there?plain")

    assert linked.url == "http://in.acme.test/there?plain"
    assert site.reached == []


def test_a_link_that_a_person_follows_leads_where_it_says(linked):
    linked.click("#away")
    linked.wait_for_url("**/away?plain")


def test_a_link_to_another_tab_that_a_person_follows_leads_where_it_says(linked):
    with linked.context.expect_page() as opened:
        linked.click("#beside")

    opened.value.wait_for_url("**/away?beside")


def test_a_link_that_code_clicks_leads_nowhere(linked, site):
    linked.evaluate("document.getElementById('away').click()")
    linked.evaluate("document.getElementById('beside').click()")
    linked.wait_for_timeout(500)

    assert linked.url == "http://www.clinic.test/links"
    assert site.reached == []


def test_a_peer_connection_by_its_former_name_is_the_same(linked):
    assert linked.evaluate("webkitRTCPeerConnection === RTCPeerConnection")
