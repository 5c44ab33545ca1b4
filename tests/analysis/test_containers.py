import json

import msgspec

from scriptward.analysis.judging import report
from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.lib.digests import sha256_hex
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import ScriptKind
from tests.analysis.captures import EMAIL, PAGE, URL, capture
from tests.knowledge.container.containers import CLINIC, PIXEL_CODE, html, served

GTM_URL = "https://www.googletagmanager.com/gtm.js?id=GTM-CLIN1C"


def container(source=CLINIC, **rest):
    return RawScript(
        key="gtm",
        page="p1",
        kind=ScriptKind.EXTERNAL,
        url=GTM_URL,
        sha256=sha256_hex(source),
        size=rest.pop("size", len(source)),
        source=source,
        loaded_by="document",
        frame_url=URL,
    )


def inline(code, *, loaded_by="gtm"):
    return RawScript(
        key=f"inline {code}",
        page="p1",
        kind=ScriptKind.INLINE,
        sha256=sha256_hex(code),
        size=len(code),
        source=code,
        loaded_by=loaded_by,
        frame_url=URL,
    )


def reported(*scripts, **rest):
    run = capture(scripts=scripts, pages=(PAGE,), **rest)
    visits = observed(run, approvals=Approvals())
    return report(run, visits, version="0.1.0", run_id="run-1")


def tags_named(result):
    return sorted(script.tag for script in result.scripts if script.tag)


def test_a_report_holds_the_container_with_its_script_and_page():
    result = reported(container())

    (found,) = result.containers
    assert (found.id, found.version, len(found.tags)) == ("GTM-CLIN1C", "41", 8)
    assert found.script == result.scripts[0].id
    assert found.pages == (URL,)
    assert found.url == "https://www.googletagmanager.com/gtm.js?id=[…]"


def test_a_script_that_a_tag_put_there_bears_its_name():
    result = reported(container(), inline(PIXEL_CODE))

    assert tags_named(result) == ["GTM-CLIN1C #1 custom HTML"]


def test_a_script_that_variables_flowed_into_is_known_by_what_stands_around_them():
    code = 'send("https://hooks.partner.test/r","Oncology","appointment-request-form");'

    result = reported(container(), inline(code), inline(code + "more()"))

    assert tags_named(result) == ["GTM-CLIN1C #4 custom HTML"]


def test_the_same_text_in_the_page_itself_is_not_the_tags():
    result = reported(container(), inline(PIXEL_CODE, loaded_by="document"))

    assert tags_named(result) == []


def test_a_run_without_a_container_names_no_tag():
    assert tags_named(reported(inline(PIXEL_CODE))) == []


def test_known_values_are_masked_in_every_text_of_a_container():
    code = f'<script type="text/gtmscript">who("{EMAIL.text}")</script>'
    source = served(
        macros=[{"function": "__k", "vtp_name": EMAIL.text}],
        tags=[html(code), {"function": "__img", "vtp_url": f"//t.count.test/{EMAIL.text}"}],
        predicates=[{"function": "_cn", "arg0": ["macro", 0], "arg1": EMAIL.text}],
        rules=[[["if", 0], ["add", 0]]],
    )

    result = reported(container(source))

    assert len(result.containers[0].tags) == 2
    assert EMAIL.text not in msgspec.json.encode(result).decode()


def test_a_container_whose_text_was_cut_says_so():
    cut = CLINIC[: CLINIC.index('"predicates"')]

    (found,) = reported(container(cut, size=len(CLINIC))).containers

    assert found.reason.endswith("the text was cut when it was kept")
    assert len(found.tags) == 8


def test_a_cut_behind_the_settings_is_no_loss():
    (found,) = reported(container(size=len(CLINIC) + 1_000)).containers

    assert found.reason == ""


def test_a_report_with_containers_is_read_back_as_it_was():
    result = reported(container(), inline(PIXEL_CODE))

    encoded = msgspec.json.encode(result)

    assert msgspec.json.decode(encoded, type=Report) == result
    assert json.loads(encoded)["containers"][0]["tags"][2]["risk"] == "high"
