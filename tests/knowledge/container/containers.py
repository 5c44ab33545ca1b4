"""Containers as Google's tag manager serves them, made up for a clinic that doesn't exist."""

import json
from typing import Any

from scriptward.knowledge.container import read
from scriptward.vocabulary.container import Container

_RUNNER = "var w=window;(function(a){for(var b in a)if(a[b]===w)return{c:{}}})({d:'}'});"


def macro(number: int) -> list[Any]:
    return ["macro", number]


def event_is(name: str) -> dict[str, Any]:
    """The event is variable 0 in all containers here."""
    return {"function": "_eq", "arg0": macro(0), "arg1": name}


def served(
    *,
    version: str = "7",
    macros: list[Any],
    tags: list[Any],
    predicates: list[Any],
    rules: list[Any],
    **more: Any,
) -> str:
    """The text of a container: settings with escapes as served, then the code that runs them."""
    resource = {
        "version": version,
        "macros": macros,
        "tags": tags,
        "predicates": predicates,
        "rules": rules,
    }
    text = json.dumps({"resource": resource} | more)
    escaped = text.replace("/", "\\/").replace("<", "\\u003C").replace(">", "\\u003E")
    return f"\n(function(){{\n\nvar data = {escaped};\n\n{_RUNNER}\n}})()\n"


def known(text: str, url: str = "") -> Container:
    """The container that a text holds."""
    found = read(text, url)
    assert found is not None
    return found


def html(code: Any, **more: Any) -> dict[str, Any]:
    return {"function": "__html", "once_per_event": True, "vtp_html": code} | more


PIXEL_CODE = (
    '!function(f,b){f.q=f.q||[];b={"}":"{"};f.s="https://px.adnet.test/v1/lib.js?x=1"}(window);\n'
    'track("PageView");'
)
PIXEL_HTML = (
    f'<script type="text/gtmscript">{PIXEL_CODE}</script>\n'
    '<script type="text/gtmscript" data-gtmsrc="//cdn.adnet.test/extra.js" async></script>'
    '<noscript><img src="https://px.adnet.test/n.gif?id=1&amp;ev=PageView"></noscript>'
)
FIELD_CODE = '(function(){return document.querySelector("#reason").value})();'

CLINIC_MACROS: list[dict[str, Any]] = [
    {"function": "__e"},
    {"function": "__u", "vtp_component": "PATH"},
    {"function": "__aev", "vtp_varType": "TEXT"},
    {"function": "__jsm", "vtp_javascript": ["template", FIELD_CODE]},
    {"function": "__u", "vtp_component": "QUERY", "vtp_queryKey": "specialty"},
    {
        "function": "__smm",
        "vtp_input": macro(4),
        "vtp_setDefaultValue": True,
        "vtp_defaultValue": "other",
        "vtp_map": ["list", ["map", "key", "onc", "value", "Oncology"]],
    },
    {"function": "__c", "vtp_value": "G-CLINIC0001"},
    {"function": "__v", "vtp_name": "gtm.triggers", "vtp_dataLayerVersion": 1},
    {"function": "__v", "vtp_name": "patientType", "vtp_dataLayerVersion": 2},
]
CLINIC_TAGS: list[dict[str, Any]] = [
    {"function": "__googtag", "vtp_tagId": macro(6), "priority": 9, "tag_id": 3},
    html(PIXEL_HTML, tag_id=4, consent=["list", "ad_storage"]),
    {
        "function": "__gaawe",
        "vtp_eventName": "book_click",
        "vtp_measurementIdOverride": macro(6),
        "vtp_eventSettingsTable": [
            "list",
            ["map", "parameter", "label", "parameterValue", macro(2)],
            ["map", "parameter", "specialty", "parameterValue", macro(5)],
        ],
        "setup_tags": ["list", ["tag", 6, 0]],
        "tag_id": 5,
    },
    {"function": "__paused", "vtp_originalTagType": "html", "tag_id": 6},
    html(
        [
            "template",
            '<script type="text/gtmscript">send("https://hooks.partner.test/r","',
            ["escape", macro(3), 7],
            '","appointment-request-form");</script>',
        ],
        tag_id=7,
    ),
    {"function": "__flc", "vtp_advertiserId": "9911", "vtp_activityTag": "home", "tag_id": 8},
    html('<script type="text/gtmscript">window.before=1;</script>', tag_id=9),
    {"function": "__fsl", "vtp_uniqueTriggerId": "555_12", "tag_id": 10},
]
CLINIC_PREDICATES = [
    event_is("gtm.js"),
    event_is("gtm.formSubmit"),
    {"function": "_re", "arg0": macro(7), "arg1": "(^$|((^|,)555_12($|,)))"},
    {"function": "_cn", "arg0": macro(1), "arg1": "/portal"},
    {"function": "_re", "arg0": macro(0), "arg1": ".*"},
    {"function": "_eq", "arg0": macro(8), "arg1": "Staff", "ignore_case": True},
]
CLINIC_RULES = [
    [["if", 0], ["add", 0, 1, 5, 7]],
    [["if", 1, 2], ["unless", 5], ["add", 2, 4]],
    [["if", 3, 4], ["block", 1]],
    [["if", 4], ["block", 5]],
]
CLINIC = served(
    version="41",
    macros=CLINIC_MACROS,
    tags=CLINIC_TAGS,
    predicates=CLINIC_PREDICATES,
    rules=CLINIC_RULES,
    blob={"1": "41", "5": "GTM-CLIN1C"},
)

_TEMPLATE = [
    50,
    "__cvt_88_5",
    [46, "a"],
    [52, "b", ["require", "injectScript"]],
    [52, "c", ["require", "sendPixel"]],
    [52, "d", "https://cdn.replay.test/r.js"],
    ["b", [15, "d"], [17, [15, "a"], "gtmOnSuccess"]],
    ["c", [0, [0, "https://in.replay.test/p?u=", [15, "a"]], "&z=1"]],
]
GALLERY = served(
    macros=[
        {"function": "__e"},
        {"function": "__u", "vtp_component": "URL"},
        {"function": "__k", "vtp_name": "_crm"},
        {"function": "__d", "vtp_elementId": "doctor", "vtp_selectorType": "ID"},
    ],
    tags=[
        {"function": "__cvt_88_5", "vtp_page": macro(1), "vtp_visitor": macro(2), "tag_id": 1},
        {
            "function": "__zone",
            "vtp_childContainers": [
                "list",
                ["map", "publicId", "GTM-CH1LD", "nickname", "Agency"],
                ["map", "publicId", "GTM-CH2LD", "nickname", ""],
            ],
            "vtp_boundaries": ["list", ["zb", "_sw", macro(1), "https://a.test/", False, True]],
            "tag_id": 2,
        },
        {"function": "__img", "vtp_url": ["template", "//t.count.test/i?d=", macro(3)]},
    ],
    predicates=[event_is("gtm.dom")],
    rules=[[["if", 0], ["add", 0, 1, 2]]],
    runtime=[_TEMPLATE],
    permissions={
        "__cvt_88_5": {
            "inject_script": {"urls": ["https://cdn.replay.test/*"]},
            "get_cookies": {"cookieAccess": "any"},
        }
    },
)

GTAG = served(
    version="3",
    macros=[{"function": "__e"}],
    tags=[
        {
            "function": "__ogt_1p_data_v2",
            "vtp_isEnabled": True,
            "vtp_isAutoEnabled": True,
            "vtp_autoEmailEnabled": True,
            "vtp_autoPhoneEnabled": False,
            "vtp_autoAddressEnabled": True,
            "vtp_autoCollectExclusionSelectors": [
                "list",
                ["map", "exclusionSelector", ".no-track"],
                ["map", "exclusionSelector", ""],
            ],
            "tag_id": 12,
        },
        {"function": "__ccd_em_form", "vtp_instanceDestinationId": "G-CLINIC0001", "tag_id": 13},
        {"function": "__gct", "vtp_trackingId": "G-CLINIC0001", "tag_id": 14},
    ],
    predicates=[event_is("gtm.init"), event_is("gtm.js")],
    rules=[[["if", 0], ["add", 0, 1]], [["if", 1], ["add", 2]]],
)
