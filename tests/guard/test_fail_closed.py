"""What the guard does where it is broken: all goes on, but where a rule says `fail: closed`."""

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
  - {{id: sent, permit: send, to: chat%s}}
"""
WHOLE = b'"stances":{"*":"forbid"}'
PAGE = (
    b"<!doctype html><meta charset=utf-8><script src=/%s></script>"
    b"<title>Visit</title><body><input name=email>"
)
SENDS = f"fetch('http://{HOST}/%s').then(() => 'sent', (error) => error.message)"


@pytest.mark.parametrize("fail", ["", ", fail: closed"])
@pytest.mark.parametrize("table", ["whole", "broken"])
def test_a_guard_that_is_broken_lets_go_on_unless_told_to_stop(page, site, table, fail):
    guard = guard_script(parsed(POLICY % fail), headers=True)
    assert WHOLE in guard
    name = f"{table}-{'closed' if fail else 'open'}"
    broken = guard.replace(WHOLE, b'"stances":null')
    site.files[f"/{name}-guard.js"] = broken if table == "broken" else guard
    site.files[f"/{name}"] = PAGE % f"{name}-guard.js".encode()
    page.goto(f"http://www.clinic.test/{name}")

    stops = table == "broken" and fail
    assert page.evaluate(SENDS % name) == ("Failed to fetch" if stops else "sent")
    assert (f"/{name}" in site.reached) is not bool(stops)
    assert page.title() == "Visit"
