import pytest

from scriptward.knowledge.container import read
from scriptward.lib.digests import sha256_hex
from scriptward.vocabulary.container import Child, Reach, Risk, UserData
from tests.knowledge.container.containers import (
    CLINIC,
    GALLERY,
    GTAG,
    PIXEL_CODE,
    html,
    known,
    macro,
    served,
)

GTM_URL = "https://www.googletagmanager.com/gtm.js?id=GTM-ADDRESS"
GTAG_URL = "https://www.googletagmanager.com/gtag/js?id=G-CLINIC0001"


def tag(text, index):
    return known(text, GTM_URL).tags[index]


def kinds(tag):
    return {each.kind for each in tag.reaches}


def words(triggers):
    return [([c.says for c in t.when], [c.says for c in t.unless]) for t in triggers]


def test_a_container_says_its_id_version_and_tags():
    container = known(CLINIC, GTM_URL)

    assert (container.product, container.id, container.version, container.reason) == (
        "Google Tag Manager",
        "GTM-CLIN1C",
        "41",
        "",
    )
    assert [each.name for each in container.tags] == [
        "Google tag",
        "custom HTML",
        "GA4 event",
        "custom HTML",
        "custom HTML",
        "Floodlight counter",
        "custom HTML",
        "form submit listener",
    ]


def test_an_id_that_the_text_does_not_hold_is_the_addresss():
    assert known(GALLERY, GTM_URL).id == "GTM-ADDRESS"
    assert known(GALLERY, "https://www.willow.test/metrics.js").id == ""


def test_triggers_are_told_in_words():
    assert words(tag(CLINIC, 1).triggers) == [(["event is page view (gtm.js)"], [])]
    assert words(tag(CLINIC, 2).triggers) == [
        (
            [
                "event is form submit (gtm.formSubmit)",
                "it is of the form submit listener 555_12",
            ],
            ["data layer patientType is Staff"],
        )
    ]


def test_a_rule_that_blocks_on_some_pages_leaves_the_tag_unblocked():
    pixel = tag(CLINIC, 1)

    assert words(pixel.blockers) == [(["page path contains /portal", "event matches .*"], [])]
    assert pixel.blocked is False


def test_a_tag_whose_every_trigger_is_blocked_is_blocked():
    assert tag(CLINIC, 5).blocked is True


def test_a_block_with_conditions_of_its_own_does_not_cover():
    text = served(
        macros=[{"function": "__e"}, {"function": "__v", "vtp_name": "depth"}],
        tags=[html("<b>x</b>")],
        predicates=[
            {"function": "_eq", "arg0": macro(0), "arg1": "gtm.js"},
            {"function": "_re", "arg0": macro(1), "arg1": ".+"},
        ],
        rules=[[["if", 0], ["add", 0]], [["if", 0, 1], ["block", 0]]],
    )

    assert tag(text, 0).blocked is False


def test_a_paused_tag_is_named_for_what_it_was():
    paused = tag(CLINIC, 3)

    assert (paused.paused, paused.name, paused.function) == (True, "custom HTML", "__paused")


def test_custom_html_names_its_scripts_hosts_and_consent():
    pixel = tag(CLINIC, 1)

    assert pixel.scripts == ("https://cdn.adnet.test/extra.js",)
    assert set(pixel.hosts) == {"cdn.adnet.test", "px.adnet.test"}
    assert pixel.consent == ("ad_storage",)
    assert 'data-gtmsrc="//cdn.adnet.test/extra.js"' in pixel.html


def test_the_hash_of_an_inline_script_is_that_of_its_text_as_it_runs():
    (inline,) = tag(CLINIC, 1).inline

    assert inline.sha256 == sha256_hex(PIXEL_CODE)
    assert inline.bytes == len(PIXEL_CODE)


def test_a_script_that_variables_flow_into_has_no_hash_but_pieces():
    (inline,) = tag(CLINIC, 4).inline

    assert inline.sha256 == ""
    assert inline.pieces == (
        'send("https://hooks.partner.test/r","',
        '","appointment-request-form");',
    )


def test_a_variable_that_reads_a_form_field_makes_a_tag_high_risk():
    hook = tag(CLINIC, 4)

    assert (Reach.FORM_VALUE, 3) in {(each.kind, each.variable) for each in hook.reaches}
    assert hook.risk is Risk.HIGH
    assert hook.hosts == ("hooks.partner.test",)


def test_what_flows_through_a_lookup_table_is_followed():
    event = tag(CLINIC, 2)

    assert kinds(event) == {Reach.ELEMENT_TEXT, Reach.PAGE_QUERY}
    assert [each.name for each in event.reaches if each.kind is Reach.PAGE_QUERY] == ["specialty"]
    assert (event.account, event.event) == ("G-CLINIC0001", "book_click")


def test_a_query_parameter_alone_is_medium_and_a_constant_low():
    text = served(
        macros=[{"function": "__u", "vtp_component": "QUERY"}, {"function": "__c"}],
        tags=[html(["template", macro(0)]), html(["template", macro(1)])],
        predicates=[],
        rules=[],
    )

    assert [each.risk for each in known(text, "").tags] == [Risk.MEDIUM, Risk.LOW]


def test_a_setup_tag_says_whose_it_is():
    assert tag(CLINIC, 6).runs_with == (2,)
    assert tag(CLINIC, 6).triggers == ()


def test_vendors_are_told_by_function_and_by_host():
    text = served(
        macros=[],
        tags=[
            {"function": "__baut"},
            html('<script data-gtmsrc="https://connect.facebook.net/en_US/fbevents.js"></script>'),
            html("<b>nothing</b>"),
        ],
        predicates=[],
        rules=[],
    )

    assert [(each.vendor, each.product) for each in known(text, "").tags] == [
        ("Microsoft", "Advertising UET"),
        ("Meta Platforms", ""),
        ("", ""),
    ]


def test_a_template_says_what_it_loads_sends_and_may_read():
    template = tag(GALLERY, 0)

    assert template.name == "custom template"
    assert template.hosts == ("cdn.replay.test", "in.replay.test")
    assert "https://cdn.replay.test/r.js" in template.scripts
    assert kinds(template) == {Reach.PAGE_URL, Reach.COOKIE}


def test_a_zone_names_its_child_containers_and_where_it_applies():
    container = known(GALLERY, GTM_URL)

    assert [(child.id, child.name) for child in container.children] == [
        ("GTM-CH1LD", "Agency"),
        ("GTM-CH2LD", ""),
    ]
    (condition,) = container.children[0].when
    assert condition.says == "page URL starts with https://a.test/"
    assert condition.ignore_case is True


def test_an_image_with_a_page_element_in_its_address_is_high_risk():
    image = tag(GALLERY, 2)

    assert (image.hosts, image.risk) == (("t.count.test",), Risk.HIGH)
    assert image.reaches[0].name == "#doctor"


def test_settings_of_user_provided_data_are_told():
    container = known(GTAG, GTAG_URL)

    assert (container.product, container.id) == ("Google tag", "G-CLINIC0001")
    assert container.tags[0].user_data == UserData(
        enabled=True,
        automatic=True,
        manual=False,
        email=True,
        phone=False,
        address=True,
        excluded=(".no-track",),
    )
    assert container.tags[0].risk is Risk.HIGH
    assert container.tags[1].name == "enhanced measurement: forms"


def test_user_provided_data_that_is_off_reaches_nothing():
    text = served(
        macros=[],
        tags=[{"function": "__ogt_1p_data_v2", "vtp_isEnabled": False, "vtp_isAutoEnabled": True}],
        predicates=[],
        rules=[],
    )

    assert tag(text, 0).risk is Risk.LOW


def test_variables_are_named():
    assert [each.name for each in known(CLINIC, "").variables] == [
        "event",
        "page path",
        "element text",
        "custom JavaScript",
        "page query specialty",
        "lookup table",
        "constant G-CLINIC0001",
        "gtm.triggers",
        "data layer patientType",
    ]


@pytest.mark.parametrize(
    "text,product",
    [
        ("//tealium universal tag\nvar utag_condload=false;utag.loader={}", "Tealium iQ"),
        ("(function(w){w.x=1;MatomoTagManager.addContainer({})})()", "Matomo Tag Manager"),
        ("window._satellite=window._satellite||{};_satellite.container={}", "Adobe Launch"),
    ],
)
def test_other_tag_managers_are_named_and_not_read(text, product):
    container = known(text, "")

    assert (container.product, container.reason) == (product, f"{product}'s format is not read")


@pytest.mark.parametrize("text", ["", "var data = {};", 'var data = {"resource": 1};', "{" * 99])
def test_what_is_no_container_is_none(text):
    assert read(text, "") is None


def test_a_zone_test_may_be_negated():
    text = served(
        macros=[{"function": "__u", "vtp_component": "PATH"}],
        tags=[
            {
                "function": "__zone",
                "vtp_childContainers": ["list", ["map", "publicId", "GTM-X1"]],
                "vtp_boundaries": ["list", ["zb", "_cn", macro(0), "/in", True, False]],
            }
        ],
        predicates=[],
        rules=[],
    )

    assert known(text, "").children == (Child(id="GTM-X1", when=tag(text, 0).children[0].when),)
    assert tag(text, 0).children[0].when[0].says == "not: page path contains /in"


def test_a_script_in_a_comment_does_not_run():
    code = '<!-- <script data-gtmsrc="//old.test/a.js"></script> --><script>now()</script>'
    text = served(macros=[], tags=[html(code)], predicates=[], rules=[])

    assert tag(text, 0).scripts == ()
    assert [each.bytes for each in tag(text, 0).inline] == [5]


def test_data_in_a_script_element_is_no_code():
    code = '<script type="application/ld+json">{"a":1}</script>'
    text = served(macros=[], tags=[html(code)], predicates=[], rules=[])

    assert tag(text, 0).inline == ()
