"""What is permitted works as without a guard: each case of pages/cases.js gives the same."""

import pytest

CASES = (
    "<!doctype html><meta charset=utf-8>{guard}<title>Cases</title><body>"
    "<script src=/cases.js></script>"
)
GUARD = '<script src="/guard.js"></script>'


@pytest.fixture(scope="module")
def results(chromium, site):
    """(without, with) the guard: each case's result as JSON, by its name."""
    context = chromium.new_context()
    out = []
    for name, guard in (("bare", ""), ("with", GUARD)):
        site.files[f"/{name}.html"] = CASES.format(guard=guard).encode()
        page = context.new_page()
        page.goto(f"http://www.clinic.test/{name}.html")
        out.append(page.evaluate("window.results"))
    context.close()
    return out


def test_no_case_is_broken(results):
    without, _ = results

    assert len(without) >= 300
    assert [name for name, got in without.items() if "broke:" in str(got)] == []


def test_every_case_gives_the_same(results):
    without, with_guard = results

    differ = {
        name: (got, with_guard[name]) for name, got in without.items() if got != with_guard[name]
    }

    assert differ == {}
