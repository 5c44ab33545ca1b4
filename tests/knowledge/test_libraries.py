import time

import pytest

from scriptward.knowledge.advisories import Advisory, at_least, holding
from scriptward.knowledge.libraries import _components, libraries_in

JQUERY = "/*! jQuery v3.4.1 | (c) JS Foundation and other contributors */\n!function(e,t){}"


def test_jquery_in_a_scripts_code_has_its_advisories():
    (library,) = libraries_in("https://willowbrook.test/static/app.js", JQUERY)

    assert (library.name, library.version, library.severity) == ("jquery", "3.4.1", "medium")
    assert library.vulnerabilities == ("CVE-2020-11023", "CVE-2020-11022")


def test_a_library_deep_in_a_bundle_is_found():
    bundle = "var a=1;" * 200_000 + JQUERY + "var b=2;" * 200_000

    assert [library.version for library in libraries_in("", bundle)] == ["3.4.1"]


def test_a_library_across_a_chunks_end_is_found():
    bundle = " " * (262_144 - 12) + JQUERY

    assert [library.version for library in libraries_in("", bundle)] == ["3.4.1"]


@pytest.mark.parametrize(
    "url,name,version",
    [
        ("https://cdn.test/jquery-3.4.1.min.js", "jquery", "3.4.1"),
        ("https://cdn.test/jquery/1.12.4/jquery.min.js", "jquery", "1.12.4"),
        ("https://cdn.test/ajax/libs/angularjs/1.5.8/angular.min.js", "angularjs", "1.5.8"),
        ("https://cdn.test/js/jquery-3.4.1.min.js?ver=5.1#x", "jquery", "3.4.1"),
        ("https://cdn.test/bootstrap-3.3.7.min.js", "bootstrap", "3.3.7"),
    ],
)
def test_an_address_names_a_library_whose_code_was_not_kept(url, name, version):
    assert [(each.name, each.version) for each in libraries_in(url, "")] == [(name, version)]


def test_what_the_code_says_beats_what_the_address_says():
    (library,) = libraries_in("https://cdn.test/jquery-1.4.0.min.js", JQUERY)

    assert library.version == "3.4.1"


def test_a_current_version_has_no_advisory():
    (library,) = libraries_in("", JQUERY.replace("3.4.1", "3.7.1"))

    assert (library.vulnerabilities, library.severity) == ((), "")


@pytest.mark.parametrize("url", ["", "data:text/javascript,1", "https://[::1", "\ud800"])
def test_code_of_no_known_library_has_none(url):
    assert libraries_in(url, "console.log('hello \ud800')") == ()


def test_advisories_stand_most_severe_first():
    low = Advisory(below="2.0.0", severity="low", ids=("CVE-1",))
    high = Advisory(below="2.0.0", since="1.5.0", severity="high", ids=("CVE-2",))

    assert [a.ids for a in holding((low, high), "1.5.0")] == [("CVE-2",), ("CVE-1",)]
    assert [a.ids for a in holding((low, high), "1.4.9")] == [("CVE-1",)]
    assert holding((low, high), "2.0.0") == ()


@pytest.mark.parametrize(
    "version,other,expected",
    [
        ("1.10.0", "1.9.0", True),
        ("1.9.0", "1.10.0", False),
        ("3.0", "3.0.0", True),
        ("3.0.0-rc.1", "3.0.0", False),
        ("3.0.0", "3.0.0-rc.1", True),
        ("3.0.0-beta1", "3.0.0-alpha2", True),
        ("1.9.0b1", "1.9.0", False),
        ("0.129.0", "0.125.0", True),
        ("2", "1.999.999", True),
        ("9" * 40, "3", True),
    ],
)
def test_versions_are_compared_part_by_part(version, other, expected):
    assert at_least(version, other) is expected


def test_every_signature_of_code_has_a_text_to_look_for():
    without = [s for each in _components() for s in each.content if not s.holds]

    assert without == []


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "/* jQuery UI ",
        "/*" + "* " * 990 + "lodash",
        "/*" + " " * 1990 + " marked v",
        'f="1.1",' * 200 + "jquery:f",
        'apiVersion:"1.1",data,password,disableAutoFetch,',
        "version: '1.1' " + "\n" * 50 + "*/",
    ],
)
def test_twenty_megabytes_of_hostile_code_take_seconds_at_most(unit):
    source = (unit * (20_000_000 // len(unit) + 1))[:20_000_000]

    started = time.process_time()
    libraries_in("https://willowbrook.test/" + "jquery-" * 100_000, source)

    assert time.process_time() - started < 5
