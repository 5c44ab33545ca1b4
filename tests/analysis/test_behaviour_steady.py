"""What stays of an address or name when a build or a visit changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.analysis.behaviour_steady import (
    fits,
    steady_address,
    steady_name,
    steady_names,
    steady_path,
    steady_selector,
)


@pytest.mark.parametrize(
    "old,new",
    [
        ("/jquery-3.4.1.min.js", "/jquery-3.7.1.min.js"),
        ("/assets/index-DdkLmqRs.js", "/assets/index-B9x_2kLz.js"),
        ("/assets/chunk-QK5VDVWX.js", "/assets/chunk-2ABCD7ZQ.js"),
        ("/static/js/main.3f2a9c1b.js", "/static/js/main.77aa01ff.js"),
        ("/npm/@vendor/tag@7.1.0/tag.js", "/npm/@vendor/tag@7.2.0-beta.1/tag.js"),
        ("/v3/tag.js", "/v4/tag.js"),
        ("/wp-content/cache/1699999999/all.js", "/wp-content/cache/1700000001/all.js"),
        (
            "/r/0b6f9c3e-1d2c-4b5a-9e8f-001122334455/x.js",
            "/r/77f7cc3e-1d2c-4b5a-9e8f-aabb22334455/x.js",
        ),
        ("/tag.js?v=1", "/tag.js?v=2#top"),
    ],
)
def test_another_build_of_a_file_has_the_same_path(old, new):
    assert steady_path(old) == steady_path(new)


@pytest.mark.parametrize(
    "path",
    [
        "/en_US/events.js",
        "/jquery-metrics.js",
        "/analytics.min.js",
        "/gtm4wp-form-move-tracker.js",
        "/recaptcha__en.js",
        "/a/b/",
        "/",
    ],
)
def test_words_of_a_path_stay(path):
    assert steady_path(path) == path


def test_the_host_of_an_address_stays():
    assert steady_address("https://d1.cdn.test:8443/v1/tag.js?x=1") == "d1.cdn.test/…/tag.js"
    assert steady_address("blob:null") == ""


@pytest.mark.parametrize("selector", ["#ssn", "#addressLine2", "#card-1", 'input[name="line-2"]'])
def test_a_selector_stays_as_it_is(selector):
    assert steady_selector(selector) == selector


@pytest.mark.parametrize(
    "selector,steady",
    [("#field-12345", "#field-…"), ("#a8f3k2m9", "#…"), ("#input_1699999999_x", "#input_…_x")],
)
def test_ids_of_a_selector_are_folded(selector, steady):
    assert steady_selector(selector) == steady


def test_random_parts_of_a_key_are_folded():
    assert steady_name("_ga_ABC123DEF4") == "_ga_…"
    assert steady_name("__lock_…l3") == "__lock_…"
    assert steady_name("ajs_user_id") == "ajs_user_id"


def test_a_random_part_of_letters_is_known_by_its_siblings():
    steady = steady_names(["__lock_gtaouygn", "__lock_a1b2c3d4", "other_gtaouygn"])

    assert steady["__lock_gtaouygn"] == "__lock_…"
    assert steady["other_gtaouygn"] == "other_gtaouygn"


def test_a_pattern_without_a_fixed_part_folds_nothing():
    assert steady_names(["a1b2c3d4", "medication"])["medication"] == "medication"


def test_a_name_fits_a_pattern_of_either_run():
    assert fits("__lock_gtaouygn", ["__lock_…"])
    assert fits("__lock_…", ["__lock_gtaouygn"])
    assert fits("__lock_…py", ["__lock_…"])
    assert not fits("__other_…", ["__lock_…"])
    assert not fits("session", ["__lock_…", "session_id"])


@given(st.text(max_size=400))
def test_any_path_gives_one_that_stays_the_same(path):
    once = steady_path(path)

    assert steady_path(once) == once


@given(st.lists(st.text(alphabet="a1…-_.", max_size=120), max_size=30))
def test_names_made_of_patterns_are_read_in_little_time(names):
    steady = steady_names(names)

    assert set(steady) == set(names)
    assert all(re.sub("…+", "…", name) == name for name in steady.values())
