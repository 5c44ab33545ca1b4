"""What begins before a call could be asked about: hints in markup, own frames' first scripts."""

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.guard.site import POLICY

PAGE = """<!doctype html><html><head><script>
CredentialsContainer.prototype.get = function get(options) { return options.publicKey.rpId };
</script><script src="/plain.js"></script><title>x</title>
<link rel=icon href="data:,"></head><body><div id=box></div></body></html>"""
FRAME = """<!doctype html><p>x<script>
fetch("http://evil.test/frame").then(() => top.got("out"), () => top.got("refused"));
</script>"""
LINK = '<p>a</p><link rel="prefetch" title="a > b" href="http://evil.test/hint"><i>b</i>'
AFTER = """document.body.append(frame); frame.src = '/plain'; frame.onload = () => {
  frame.onload = null; frame.contentWindow.location = '/framed' }"""
GIVEN = {
    "innerHTML": "box.innerHTML = LINK",
    "insertAdjacentHTML": "box.insertAdjacentHTML('beforeend', LINK)",
    "template": "const t = document.createElement('template'); t.innerHTML = LINK;"
    " box.append(t.content.cloneNode(true))",
    "DOMParser": "box.append(...new DOMParser().parseFromString(LINK, 'text/html').body.children)",
    "fragment": "box.append(document.createRange().createContextualFragment(LINK))",
    "write": "document.write(LINK)",
}


@pytest.fixture(scope="module")
def plain(chromium, site):
    """A page with the guard and no policy of its own."""
    site.files["/plain.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/plain"] = PAGE.encode()
    site.files["/framed"] = FRAME.encode()
    context = chromium.new_context()
    page = context.new_page()
    page.goto("http://www.clinic.test/plain")
    yield page
    context.close()


def test_markup_hints_at_nothing_that_is_forbidden(plain, site):
    site.reached.clear()
    for code in GIVEN.values():
        plain.goto("http://www.clinic.test/plain")
        plain.evaluate(f"(LINK) => {{ {code} }}", LINK)
        plain.wait_for_timeout(300)

    assert site.reached == []


def test_neither_does_a_link_that_is_full_of_what_ends_a_tag(plain, site):
    plain.goto("http://www.clinic.test/plain")
    site.reached.clear()

    plain.evaluate("(LINK) => { box.innerHTML = LINK }", LINK.replace(">", ">" * 40, 3))
    plain.evaluate("(LINK) => { box.innerHTML = LINK }", LINK.replace("a > b", ">" * 40))
    plain.wait_for_timeout(300)

    assert site.reached == []


def test_tags_that_begin_like_a_link_cost_no_more_than_others(plain):
    plain.goto("http://www.clinic.test/plain")
    cards = "<link-card></link-card><link>" * 1000 + "<b>x</b>" * 20_000

    assert (
        plain.evaluate(
            "(cards) => (box.innerHTML = cards, box.querySelectorAll('b').length)", cards
        )
        == 20_000
    )


def test_the_rest_of_such_markup_stays_as_it_was(plain):
    plain.goto("http://www.clinic.test/plain")
    link = LINK.replace(" > ", " ")

    assert plain.evaluate("(LINK) => (box.innerHTML = LINK, box.innerHTML)", link) == link


@pytest.mark.parametrize(
    "way",
    [
        "document.body.append(frame); frame.src = '/framed'",
        "frame.src = '/framed'; document.body.append(frame)",
        AFTER,
    ],
)
def test_the_guard_is_in_an_own_frame_before_its_first_script(plain, site, way):
    plain.goto("http://www.clinic.test/plain")
    site.reached.clear()

    said = plain.evaluate(f"""() => new Promise((got) => {{
      window.got = got;
      const frame = document.createElement("iframe");
      {way};
    }})""")

    assert said == "refused"
    assert site.reached == []


def test_credentials_of_a_forbidden_host_are_refused_before_it_is_asked(plain):
    asked = "(rpId) => navigator.credentials.get({ publicKey: { rpId } })"

    assert plain.evaluate(asked, "evil.test") == ":"  # no host: the browser rejects it at once
    assert plain.evaluate(asked, "clinic.test") == "clinic.test"
