import copy

from scriptward.knowledge.container import changes
from tests.knowledge.container.containers import (
    CLINIC,
    CLINIC_MACROS,
    CLINIC_PREDICATES,
    CLINIC_RULES,
    CLINIC_TAGS,
    GALLERY,
    html,
    known,
    served,
)

URL = "https://www.googletagmanager.com/gtm.js?id=GTM-CLIN1C"


def later(*, macros=CLINIC_MACROS, tags=CLINIC_TAGS, rules=CLINIC_RULES):
    text = served(version="42", macros=macros, tags=tags, predicates=CLINIC_PREDICATES, rules=rules)
    return changes(known(CLINIC, URL), known(text, URL))


def shifted(value):
    """The same settings, every variable's number one higher."""
    if isinstance(value, list):
        if value[:1] == ["macro"]:
            return ["macro", value[1] + 1]
        return [shifted(each) for each in value]
    if isinstance(value, dict):
        return {key: shifted(each) for key, each in value.items()}
    return value


def test_a_new_version_of_the_same_content_changes_nothing_but_its_number():
    found = later()

    assert not found.any
    assert (found.id, found.old_version, found.new_version) == ("GTM-CLIN1C", "41", "42")


def test_other_numbers_of_the_same_variables_are_no_change():
    renumbered = served(
        macros=[{"function": "__r"}, *shifted(CLINIC_MACROS)],
        tags=shifted(CLINIC_TAGS),
        predicates=shifted(CLINIC_PREDICATES),
        rules=CLINIC_RULES,
    )

    assert not changes(known(CLINIC, URL), known(renumbered, URL)).any


def test_an_added_and_a_removed_tag_are_named():
    new = html('<script data-gtmsrc="https://cdn.nobody.test/a.js"></script>', tag_id=90)

    found = later(tags=[*CLINIC_TAGS[:7], new])

    assert [tag.scripts for tag in found.added] == [("https://cdn.nobody.test/a.js",)]
    assert [tag.name for tag in found.removed] == ["form submit listener"]
    assert found.changed == ()


def test_a_changed_text_is_one_tag_that_changed():
    tags = copy.deepcopy(CLINIC_TAGS)
    tags[6]["vtp_html"] = '<script type="text/gtmscript">window.before=2;</script>'

    found = later(tags=tags)

    assert [(each.new.index, each.differs) for each in found.changed] == [(6, ("html",))]
    assert (found.added, found.removed) == ((), ())


def test_a_changed_variable_is_a_change_of_the_tags_it_flows_into():
    macros = copy.deepcopy(CLINIC_MACROS)
    macros[4]["vtp_queryKey"] = "doctor"

    found = later(macros=macros)

    assert [(each.new.index, each.differs) for each in found.changed] == [(2, ("reaches",))]


def test_a_paused_tag_is_one_that_changed():
    tags = copy.deepcopy(CLINIC_TAGS)
    tags[6] = {"function": "__paused", "vtp_originalTagType": "html", "tag_id": 9}

    (change,) = later(tags=tags).changed

    assert change.old.paused is False
    assert change.new.paused is True


def test_another_trigger_is_a_change():
    rules = [[["if", 0], ["add", 0, 1, 5, 7, 4]], *CLINIC_RULES[1:]]

    (change,) = later(rules=rules).changed

    assert (change.new.index, change.differs) == (4, ("triggers",))


def test_a_child_container_that_was_added_is_named():
    old = known(GALLERY.replace("GTM-CH2LD", "GTM-CH1LD"), URL)

    found = changes(old, known(GALLERY, URL))

    assert [child.id for child in found.children_added] == ["GTM-CH2LD"]
