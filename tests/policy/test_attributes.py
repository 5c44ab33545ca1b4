"""The `integrity` of script elements, from the bytes that runs saw."""

import base64
import hashlib

import msgspec

from scriptward.policy.attributes import attributes
from scriptward.policy.compilation import wants
from scriptward.policy.language import parsed
from scriptward.policy.learn import learned
from tests.policy.compile.headers_of import HEAD, TODAY
from tests.policy.visits import script, visit

BODY = b"window.chat = true;"
SHA256 = hashlib.sha256(BODY).hexdigest()
INTEGRITY = f"sha256-{base64.b64encode(hashlib.sha256(BODY).digest()).decode()}"


def found(*runs):
    visits = [visit(scripts=scripts) for scripts in runs]
    return attributes(wants(learned(visits, today=TODAY).policy, visits, today=TODAY))


def test_one_content_gives_one_integrity_with_crossorigin():
    (one,) = found([script(sha256=SHA256)], [script(sha256=SHA256)])

    assert (one.url, one.integrity) == ("https://cdn.acme.test/chat.js", INTEGRITY)
    assert (one.crossorigin, one.has_it, one.loaded_by) == ("anonymous", False, "page")
    assert one.remark == "its host must answer with Access-Control-Allow-Origin"


def test_contents_that_differ_give_none_and_say_what_to_do():
    (one,) = found([script(sha256=SHA256)], [script(sha256="ee" * 32)])

    assert (one.integrity, one.crossorigin) == ("", "")
    assert one.remark.startswith("2 different contents were seen: give it none")


def test_who_makes_the_element_has_to_set_it():
    manager = script("https://tags.acme.test/m.js", sha256="aa" * 32)
    tagged = script(sha256=SHA256, loaded_by=manager.id)

    chat, _ = found([manager, tagged])

    assert chat.loaded_by == "https://tags.acme.test/m.js"
    assert "brought in by https://tags.acme.test/m.js: set it there" in chat.remark


def test_the_sites_own_scripts_need_no_answer_for_others():
    (one,) = found([script("https://www.clinic.test/app.js", entity="first party")])

    assert one.remark == ""


def test_an_element_that_has_one_is_said_to_have_it():
    (one,) = found([msgspec.structs.replace(script(sha256=SHA256), integrity=INTEGRITY)])

    assert one.has_it


def test_an_approval_of_bytes_needs_no_run():
    text = HEAD + (
        "scripts:\n"
        '  - {match: "https://cdn.acme.test/a.js",'
        f' approved: {{by: a, date: 2026-01-01, sha256: "{SHA256}"}}}}\n'
        '  - {match: "https://cdn.acme.test/*.js",'
        f' approved: {{by: a, date: 2026-01-01, sha256: "{SHA256}"}}}}\n'
    )

    (one,) = attributes(wants(parsed(text), today=TODAY))

    assert (one.url, one.integrity) == ("https://cdn.acme.test/a.js", INTEGRITY)
