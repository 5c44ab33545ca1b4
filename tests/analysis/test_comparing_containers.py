"""Tags of a container that both runs read."""

from scriptward.analysis.comparing import compared
from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.lib.digests import sha256_hex
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.words import ScriptKind
from tests.analysis.captures import PAGE, URL, capture
from tests.analysis.runs import run
from tests.knowledge.container.containers import (
    CLINIC_MACROS,
    CLINIC_PREDICATES,
    CLINIC_RULES,
    CLINIC_TAGS,
    FIELD_CODE,
    html,
    served,
)

READER = html(
    f'<script type="text/gtmscript">var seen = {FIELD_CODE}</script>'
    '<script type="text/gtmscript" data-gtmsrc="https://new.adnet.test/p.js"></script>',
    tag_id=77,
)


def visits(*, version="41", tags=CLINIC_TAGS, rules=CLINIC_RULES):
    text = served(
        version=version, macros=CLINIC_MACROS, tags=tags, predicates=CLINIC_PREDICATES, rules=rules
    )
    script = RawScript(
        key="gtm",
        page="p1",
        kind=ScriptKind.EXTERNAL,
        url="https://www.googletagmanager.com/gtm.js?id=GTM-CLIN1C",
        sha256=sha256_hex(text),
        size=len(text),
        source=text,
        loaded_by="document",
        frame_url=URL,
    )
    return observed(capture(scripts=(script,), pages=(PAGE,)), approvals=Approvals())


def tag_changes(old, new):
    changes = compared(run(*old), run(*new)).changes
    return [(c.severity.value, c.says) for c in changes if c.what.value == "tag"]


def test_a_new_version_with_the_same_tags_is_other_code_only():
    changes = compared(run(*visits()), run(*visits(version="42"))).changes

    assert [(c.what.value, c.severity.value) for c in changes] == [("code", "low")]


def test_a_new_tag_is_told_with_what_it_is_set_to_read_and_whom_it_names():
    number = len(CLINIC_TAGS)
    new = visits(tags=[*CLINIC_TAGS, READER], rules=[*CLINIC_RULES, [["if", 0], ["add", number]]])

    ((severity, says),) = tag_changes(visits(), new)

    assert severity == "high"
    assert says == (
        "tag GTM-CLIN1C #8 custom HTML is new: set to read form value; names new.adnet.test"
    )


def test_a_tag_that_is_gone_is_info():
    ((severity, says),) = tag_changes(visits(), visits(tags=CLINIC_TAGS[:-1]))

    assert severity == "info"
    assert says.endswith("is gone")


def test_a_tag_that_names_another_host_says_which():
    moved = html('<script type="text/gtmscript">f("https://in.stranger.test/")</script>', tag_id=9)
    new = visits(tags=[*CLINIC_TAGS[:6], moved, *CLINIC_TAGS[7:]])

    ((_, says),) = tag_changes(visits(), new)

    assert says == (
        "tag GTM-CLIN1C #6 custom HTML has other html and hosts: names in.stranger.test"
    )
