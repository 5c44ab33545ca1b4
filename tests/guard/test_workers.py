"""Workers of files: like those without the guard, and no way out."""

import json
import re

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.guard.site import PAGES, POLICY

PAGE = """<!doctype html><html><head><script src="/{guard}.js"></script>{head}<title>x</title>
<link rel=icon href="data:,"></head><body><script src="/workers.js"></script></body></html>"""
WORKERS = (PAGES / "workers.js").read_text()
_FILE = re.compile(r'^  "([\w.-]+)": `(.*?)`,$', re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def opened(chromium, site):
    """Opens a page with or without the guard in a tab of its own."""
    for name, text in _FILE.findall(WORKERS):
        site.files[f"/of/{name}"] = text.encode()
    site.headers["/of/strict.js"] = ("content-security-policy", "default-src 'none'")
    site.files["/guarded.js"] = guard_script(parsed(POLICY), headers=False)
    site.files["/unguarded.js"] = b"0"
    contexts = []

    def open_(path, *, guard="guarded", head="", header=None):
        site.files[path] = PAGE.format(guard=guard, head=head).encode()
        if header:
            site.headers[path] = ("content-security-policy", header)
        contexts.append(chromium.new_context())
        page = contexts[-1].new_page()
        page.goto(f"http://www.clinic.test{path}")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def guarded(opened):
    return opened("/workers/guarded")


def test_a_worker_of_a_file_is_as_it_is_without_the_guard(opened, guarded):
    without = opened("/workers/without", guard="unguarded").evaluate("all(like)")

    assert without["classic"]["href"] == "http://www.clinic.test/of/classic.js?a=1#b"
    assert guarded.evaluate("all(like)") == without


def test_what_is_forbidden_leaves_no_worker(guarded, site):
    site.reached.clear()

    assert set(guarded.evaluate("all(out)").values()) == {"tried"}
    assert site.reached == []


def test_the_collector_is_told_of_it_with_the_file_that_asked(opened, site):
    page = opened("/workers/told")
    site.posted.clear()
    page.evaluate("out.module()")
    page.goto("about:blank")
    for _ in range(50):
        if site.posted:
            break
        page.wait_for_timeout(100)

    rows = [row for _, body in site.posted for row in json.loads(body)["behaviours"]]
    assert ("http://www.clinic.test/of/module-out.js", "http://evil.test/worker") in {
        (row["script"], row["target"]) for row in rows if row["kind"] == "block"
    }


def test_a_file_with_a_policy_of_its_own_gets_no_further_than_that(opened):
    page = opened("/workers/strict")

    assert page.evaluate("first(() => new Worker('/of/strict.js'))") == "refused"


@pytest.mark.parametrize("way", ["header", "head"])
def test_where_the_page_has_a_policy_the_worker_is_started_of_its_file(opened, way):
    policy = "worker-src 'self'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    more = {"header": policy} if way == "header" else {"head": meta}
    page = opened(f"/workers/{way}", **more)

    said = page.evaluate("first(() => new Worker('/of/nested.js', { name: 'plain' }))")

    assert said == ["plain", "http://www.clinic.test/of/nested.js"]


def test_a_worker_of_text_that_nobody_approved_does_not_run(opened):
    page = opened("/workers/text")
    made = "first(() => new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))))"

    assert page.evaluate(made)[0] == "error"
