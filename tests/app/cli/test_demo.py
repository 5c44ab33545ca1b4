"""Wrong usage of `demo`; what it does is tested with the clinic's run in tests/acceptance."""

from scriptward.app import config


def test_an_installed_package_without_a_checkout_says_where_to_run(command, monkeypatch):
    elsewhere = config.Settings(checkout=None)
    monkeypatch.setattr(config, "settings", lambda: elsewhere)

    status, _, err = command("demo")

    assert status == 2
    assert "error: the sample clinic is not here" in err
    assert "what to do: run this in a clone of the repository" in err


def test_an_unknown_format_is_refused_before_the_clinic_starts(command, tmp_path):
    status, _, err = command("demo", "--format", "docx", "--out", str(tmp_path / "run"))

    assert status == 2
    assert "no format docx" in err
    assert not (tmp_path / "run").exists()
