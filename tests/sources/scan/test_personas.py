"""Each persona is told apart by what its browser says, and by what it brings along."""

import json

import pytest

from scriptward.sources.scan.personas import NAMES, persona
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import ChoicePhase

SAYS = """<!doctype html><title>Page</title><h1>Page</h1><script>
const known = document.cookie.includes('seen=1');
document.cookie = 'seen=1; path=/';
fetch('/told', {method: 'POST', body: JSON.stringify(
  {known, gpc: navigator.globalPrivacyControl ?? null, touch: navigator.maxTouchPoints > 0,
   agent: navigator.userAgent, phone: navigator.userAgentData?.mobile ?? null})});
</script>"""


def told(site):
    return [(json.loads(a.body), a.headers) for a in site.arrived if a.path == "/told"]


def test_there_are_the_personas_of_the_documentation():
    assert NAMES == (
        "default",
        "accepted",
        "rejected",
        "opt-out-link",
        "gpc",
        "mobile",
        "returning",
        "abroad",
    )


def test_an_unknown_persona_is_told_which_there_are():
    with pytest.raises(UsageError) as raised:
        persona("tourist")

    assert all(name in raised.value.hint for name in NAMES)


def test_the_command_s_help_names_every_persona(command):
    _, out, _ = command("scan", "--help")

    assert [name for name in NAMES if name not in "".join(out.split())] == []


def test_gpc_is_said_in_header_and_navigator_and_in_nobody_else_s(site, scan):
    address = site.page("/", SAYS)

    capture = scan(address, personas=("default", "gpc"), allow_local=True)

    signals = [(body["gpc"], headers.get("Sec-GPC")) for body, headers in told(site)]
    assert signals == [(None, None), (True, "1")]
    assert [page.consent and page.consent.wanted for page in capture.pages] == [None, "gpc"]
    own = {script.size for script in capture.scripts}
    assert own == {len(SAYS.partition("<script>")[2].partition("</script>")[0])}


def test_a_returning_visitor_brings_what_was_stored_the_first_time(site, scan):
    address = site.page("/", SAYS)

    capture = scan(address, personas=("returning",), allow_local=True)

    assert [body["known"] for body, _ in told(site)] == [False, True]
    assert [page.persona for page in capture.pages] == ["returning-before", "returning"]


def test_a_telephone_has_a_touch_screen_and_says_what_it_is(site, scan):
    address = site.page("/", SAYS)

    scan(address, personas=("default", "mobile"), allow_local=True)

    assert [body["touch"] for body, _ in told(site)] == [False, True]
    assert [body["phone"] for body, _ in told(site)] == [False, True]
    agents = [(body["agent"], headers["User-Agent"]) for body, headers in told(site)]
    assert [("Android" in said, "Mobile" in said) for said, _ in agents] == [
        (False, False),
        (True, True),
    ]
    assert all(said == sent for said, sent in agents)
    assert not any("Headless" in said for said, _ in agents)


def test_who_can_t_reject_without_a_driver_says_so(site, scan):
    address = site.page("/", SAYS)

    (page,) = scan(address, personas=("rejected",), allow_local=True).pages

    assert page.consent.phase is ChoicePhase.NOT_MADE
    assert page.consent.reason == "what drives banners has not been built"
