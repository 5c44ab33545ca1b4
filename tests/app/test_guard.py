"""The guard as it is served: the sensor's build with one policy's table."""

import json
import re

from scriptward.app.guard import guard_script, integrity, page_policy
from scriptward.policy.guard_table import table
from scriptward.policy.language import parsed

POLICY = """version: 1
site: www.willow.test
mode: enforce
scripts:
  - {match: "https://cdn.acme.test/</script><b>.js", owner: acme}
rules:
  - {id: R1, forbid: send, to: {host: tracker.test}}
"""


def arguments(script):
    """Table and page policy that the build is called with."""
    call = re.search(r"}\)\s*\((\{.*\}),(\".*?\")\);\n$", script.decode())
    assert call
    return json.loads(call[1]), json.loads(call[2])


def test_the_table_and_a_policy_for_the_page_stand_at_its_end_as_a_call_of_the_build():
    script = guard_script(parsed(POLICY))

    assert script.startswith(b"//# allFunctionsCalledOnLoad\n(function(")  # has to come first
    rows, page = arguments(script)
    assert rows == json.loads(table(parsed(POLICY)))
    assert "script-src" in page


def test_pages_with_headers_get_no_policy_of_their_own():
    assert arguments(guard_script(parsed(POLICY), headers=True))[1] == ""


def test_a_page_policy_lets_refusals_through_to_a_port_no_browser_opens():
    header = "default-src 'self'; connect-src a.test; object-src 'none'; base-uri 'self'"

    assert page_policy(f"{header}; frame-ancestors 'self'; report-uri /x").split("; ") == [
        "default-src 'self' *:1",
        "connect-src a.test *:1 ws://*:1 wss://*:1",
        "object-src *:1",
        "base-uri 'self'",
    ]


def test_it_can_stand_in_a_script_element():
    assert b"</script" not in guard_script(parsed(POLICY)).lower()


def test_the_same_policy_has_the_same_digest_and_another_has_another():
    one, two = (parsed(POLICY), parsed(POLICY.replace("tracker", "other")))

    assert integrity(guard_script(one)) == integrity(guard_script(one))
    assert integrity(guard_script(one)) != integrity(guard_script(two))
    assert re.fullmatch(r"sha384-[A-Za-z0-9+/]{64}", integrity(guard_script(one)))
