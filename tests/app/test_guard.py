"""The guard as it is served: the sensor's build with one policy's table."""

import json
import re

from scriptward.app.guard import guard_script, integrity
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


def test_the_table_stands_at_its_end_as_a_call_of_the_build():
    script = guard_script(parsed(POLICY)).decode()

    assert script.startswith("(function(TABLE){")
    call = re.search(r"}\)\s*\((\{.*\})\);\n$", script)
    assert call
    assert json.loads(call[1]) == json.loads(table(parsed(POLICY)))


def test_it_can_stand_in_a_script_element():
    assert b"</script" not in guard_script(parsed(POLICY)).lower()


def test_the_same_policy_has_the_same_digest_and_another_has_another():
    one, two = (parsed(POLICY), parsed(POLICY.replace("tracker", "other")))

    assert integrity(guard_script(one)) == integrity(guard_script(one))
    assert integrity(guard_script(one)) != integrity(guard_script(two))
    assert re.fullmatch(r"sha384-[A-Za-z0-9+/]{64}", integrity(guard_script(one)))
