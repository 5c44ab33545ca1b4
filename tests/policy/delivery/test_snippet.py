"""What is pasted into a page."""

import base64
import hashlib
from html.parser import HTMLParser

from scriptward.policy.delivery.snippet import snippet
from tests.policy.delivery.delivered import SCRIPT, delivered

CSP = "default-src 'self'; script-src 'self' \"x>\"; frame-ancestors 'self'; report-uri /_s"


class Read(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.comments.append(data)


def read(**more):
    headers = (("Content-Security-Policy", CSP), ("Connection-Allowlist", "(response-origin)"))
    return Read(snippet.write(delivered("/x", headers, **more))["scriptward.html"])


def test_the_guard_comes_first_with_its_digest():
    tag, attributes = read().seen[0]
    digest = base64.b64encode(hashlib.sha384(SCRIPT).digest()).decode()

    assert tag == "script"
    assert attributes == {
        "src": "/_scriptward/guard.abc.js",
        "integrity": f"sha384-{digest}",
        "crossorigin": None,
        "data-collector": "/_scriptward/c/www.willow.test",
    }


def test_the_policy_is_in_a_meta_element_without_what_it_cant_carry():
    found = read()

    assert found.seen[1:] == [
        (
            "meta",
            {
                "http-equiv": "Content-Security-Policy",
                "content": "default-src 'self'; script-src 'self' \"x>\"",
            },
        )
    ]
    said = found.comments[-1]
    assert "frame-ancestors, report-uri, Connection-Allowlist" in said


def test_a_policy_that_only_reports_has_no_meta_element():
    headers = (("Content-Security-Policy-Report-Only", CSP),)
    found = Read(snippet.write(delivered("/x", headers))["scriptward.html"])

    assert [tag for tag, _ in found.seen] == ["script"]
    assert "Content-Security-Policy-Report-Only" in found.comments[-1].replace("- -", "--")


def test_without_a_guard_it_says_so():
    assert "not built" in read(guard="").comments[-2]
