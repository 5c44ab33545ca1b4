"""Whose script a refusal is told of: markup, styles and handlers that load when no code runs."""

import json

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.guard.site import POLICY

PAGE = b"""<!doctype html><html><head><meta charset=utf-8>
<script src="/naming-guard.js" data-collector="/c/naming"></script><title>Visit</title>
<link rel=icon href="data:,"></head><body><h1>Visit</h1><img alt="" src="http://html.evil.test/x">
<div id=box></div><script src="/a.js"></script><script src="/b.js"></script></body></html>"""
FILES = {
    "/a.js": """
        box.innerHTML = '<img alt="" src="http://markup.evil.test/x">';
        document.createElement("template").innerHTML = '<img src="http://both.evil.test/x">';
        document.createElement("img").setAttributeNS(null, "src", "http://attribute.evil.test/x");
        const template = document.createElement("template");
        template.innerHTML = '<img src="http://template.evil.test/x">';
        addEventListener("load", () => box.append(template.content.cloneNode(true)));
        const code = document.createElement("script");
        code.append("window.ran = 1");
        box.append(code);
    """,
    "/b.js": """
        const style = document.head.appendChild(document.createElement("style"));
        style.sheet.insertRule("body { background: url(http://rule.evil.test/x) }");
        document.querySelector("h1").style.setProperty("cursor", "auto");
        const text = document.createElement("template");
        text.innerHTML = '<img src="http://both.evil.test/x">';
        addEventListener("load", () => box.append(text.content.cloneNode(true)));
        document.querySelector("h1").style.listStyleImage = "url(http://nobody.evil.test/x)";
        document.querySelector("h1").style.display = "list-item";
        const frame = document.createElement("iframe");
        frame.srcdoc = '<img src="http://srcdoc.evil.test/x">';
        box.after(frame);
    """,
}
HERE = "http://www.clinic.test"


@pytest.fixture(scope="module")
def refused(chromium, site):
    """`{target: [script, ...]}` of what was told while the page was still open."""
    site.files["/naming"] = PAGE
    site.files["/naming-guard.js"] = guard_script(parsed(POLICY))
    for path, code in FILES.items():
        site.files[path] = code.encode()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{HERE}/naming")
    rows: dict[str, list[str]] = {}
    for _ in range(60):
        page.wait_for_timeout(100)
        rows = _told(site)
        if len(rows) >= 9:
            break
    context.close()
    return rows


def _told(site):
    rows: dict[str, set[str]] = {}
    for path, body in site.posted:
        for row in json.loads(body)["behaviours"] if path == "/c/naming" else ():
            if row["kind"] == "block":
                name = row["target"].removeprefix("http://").partition(".evil")[0]
                rows.setdefault(name, set()).add(row["script"])
    return {name: sorted(scripts) for name, scripts in rows.items()}


@pytest.mark.parametrize("name", ["markup", "attribute", "template", "inline"])
def test_markup_and_code_is_told_of_the_script_that_handed_it_over(refused, name):
    assert refused[name] == [f"{HERE}/a.js"]


@pytest.mark.parametrize("name", ["rule", "srcdoc"])
def test_styles_and_documents_of_frames_are_too(refused, name):
    assert refused[name] == [f"{HERE}/b.js"]


def test_what_the_page_itself_says_is_the_page_s(refused):
    assert refused["html"] == [f"{HERE}/naming"]


def test_where_two_scripts_did_it_or_nobody_saw_it_no_script_is_named(refused):
    assert refused["both"] == [""]
    assert refused["nobody"] == [""]


def test_the_guard_is_never_the_one_who_asked(refused):
    named = {script for scripts in refused.values() for script in scripts}

    assert named <= {"", f"{HERE}/a.js", f"{HERE}/b.js", f"{HERE}/naming"}
