"""Chromium's command line, ours merged with the user's."""

from scriptward.sources.scan.switches import merged


def values(name, *user):
    lists = [s for s in merged(user, version="148.0", local_checks=True) if s.startswith(name)]
    assert len(lists) == 1, "a later list replaces an earlier one"
    return lists[0].partition("=")[2].split(",")


def test_features_the_user_switches_off_are_added_to_ours():
    assert {"BackForwardCache", "MediaRouter", "Mine"} <= set(
        values("--disable-features", "--disable-features=Mine,MediaRouter")
    )


def test_settings_of_the_user_come_after_ours_so_that_they_win():
    settings = values("--blink-settings", "--blink-settings=v8CacheOptions=0")

    assert settings.index("v8CacheOptions=0") > settings.index("v8CacheOptions=4")


def test_other_switches_pass_through_and_the_sandbox_is_not_theirs_to_drop():
    switches = merged(["--lang=de", "--no-sandbox"], version="148.0", local_checks=True)

    assert "--lang=de" in switches
    assert "--no-sandbox" not in switches


def test_a_user_agent_of_the_user_takes_the_place_of_ours():
    agents = [
        s
        for s in merged(["--user-agent=mine"], version="148.0", local_checks=True)
        if s.startswith("--user-agent")
    ]

    assert agents == ["--user-agent=mine"]


def test_flags_of_the_user_for_the_engine_are_added_to_ours():
    (flags,) = values("--js-flags", "--js-flags=--expose-gc --stack-size=900")

    assert flags.split() == ["--no-enable-lazy-source-positions", "--expose-gc", "--stack-size=900"]
