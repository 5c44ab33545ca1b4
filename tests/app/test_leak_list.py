"""What each tool's capture gives: nothing that it shows is missed, what it lost is said."""

import json
from pathlib import Path

import pytest

from scriptward.app.leak_list import as_json, as_sarif, as_text, listed
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.errors import UsageError

TOOLS = Path(__file__).parents[1] / "data" / "har_tools"
VALUES = (
    Value(name="email", text="maria.quill@harborlight.test"),
    Value(name="provider", text="José Peña"),
)
ALL = {
    "cookie: email cookie.reader",
    "p.gif: email query.em",
    "json: email body.user.email",
    "json: provider body.user.doctor",
    "form: email body.email",
    "form: provider body.doctor",
    "multipart: email body.email",
    "multipart: provider body.doctor",
    "gzip: email body.email",
    "beacon: email body.e",
    "s: email message[0].email",
    "s: email message[1]",
}
SHOWN = {
    "chrome": ALL,
    "firefox": ALL - {"s: email message[0].email", "s: email message[1]"},
    "mitmproxy": ALL,
    "playwright": ALL - {"gzip: email body.email"},
    "chrome-har": ALL - {"s: email message[0].email", "s: email message[1]"},
    "safari": {
        "cookie: email cookie.reader",
        "p.gif: email query.em",
        "json: email body.user.email",
        "json: provider body.user.doctor",
        "form: email body.email",
        "form: provider body.doctor",
    },
    "charles": {
        "cookie: email cookie.reader",
        "p.gif: email query.em",
        "json: email body.user.email",
        "json: provider body.user.doctor",
        "form: email body.email",
        "form: provider body.doctor",
        "gzip: email body.email",
    },
    "zap": {
        "cookie: email cookie.reader",
        "p.gif: email query.em",
        "json: email body.user.email",
        "json: provider body.user.doctor",
        "form: email body.email",
        "form: provider body.doctor",
        "gzip: email body.email",
        "latin: provider body.doctor",
    },
    "burp": {
        "cookie: email cookie.reader",
        "p.gif: email query.em",
        "form: email body.email",
        "form: provider body.doctor",
    },
}
LOST = {
    "chrome": [],
    "firefox": ["s"],
    "mitmproxy": [],
    "playwright": ["gzip"],
    "chrome-har": [],
    "safari": ["gzip"],
    "charles": ["s"],
    "zap": [],
    "burp": ["json"],
}
"""Last parts of the addresses whose body or messages the tool did not keep."""


def capture(tool):
    return TOOLS / f"{tool}.har"


def parts(tool):
    """The last part of each entry's address."""
    entries = json.loads(capture(tool).read_text("utf-8"))["log"]["entries"]
    paths = [entry["request"]["url"].partition("?")[0] for entry in entries]
    return [path.rpartition("/")[2] for path in paths]


def test_every_capture_has_its_expectation():
    assert {path.stem for path in TOOLS.glob("*.har")} == SHOWN.keys() == LOST.keys()


@pytest.mark.parametrize("tool,shown", SHOWN.items(), ids=list(SHOWN))
def test_what_the_capture_shows_is_found(tool, shown):
    names = parts(tool)

    found = listed(capture(tool), VALUES)

    rows = {
        f"{'cookie' if one.leak.where == 'cookie' else names[one.entry]}:"
        f" {one.leak.name} {one.leak.path}"
        for one in found.leaks
    }
    assert rows == shown
    assert found.failures == ()


@pytest.mark.parametrize("tool,lost", LOST.items(), ids=list(LOST))
def test_what_the_tool_lost_is_named_by_entry(tool, lost):
    names = parts(tool)

    found = listed(capture(tool), VALUES)

    assert [names[entry] for entry, _ in found.unread] == lost
    assert all("not fully read: the body is missing" in why for _, why in found.unread)


def test_a_packed_and_a_plain_body_say_how_they_are_encoded():
    found = json.loads(as_json(listed(capture("mitmproxy"), VALUES)))

    encodings = {leak["path"]: leak["encoding"] for leak in found["leaks"] if leak["entry"] == 8}
    assert encodings == {"body.email": ["gzip"]}


def test_a_line_in_sarif_is_the_line_of_the_entry():
    result = json.loads(as_sarif(listed(capture("burp"), VALUES)))["runs"][0]["results"][0]

    line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert capture("burp").read_text("utf-8").splitlines()[line - 1].strip() == "{"
    assert line == 5


def test_many_entries_that_were_not_read_are_one_line_of_text(tmp_path):
    request = {"method": "POST", "url": "https://t.test/", "bodySize": 9}
    path = tmp_path / "a.har"
    path.write_text(json.dumps({"log": {"entries": [{"request": request}] * 25}}))

    text = as_text(listed(path, VALUES))

    assert "25 requests not fully read: the body is missing from the capture: entries 0, 1," in text
    assert text.endswith("18, 19 and 5 more")


@pytest.mark.parametrize("other,unread", [("https://t.test/a", []), ("https://w.test/", [0])])
def test_a_tunnel_that_was_not_opened_is_never_clean(tmp_path, other, unread):
    requests = [{"method": "CONNECT", "url": "https://t.test:443"}, {"url": other}]
    path = tmp_path / "a.har"
    path.write_text(json.dumps({"log": {"entries": [{"request": one} for one in requests]}}))

    found = listed(path, VALUES)

    assert [entry for entry, _ in found.unread] == unread


def test_no_values_to_look_for_is_an_error_and_no_clean_list():
    with pytest.raises(UsageError, match="no values to look for"):
        listed(capture("zap"), [Value(name="email", text=" ")])
