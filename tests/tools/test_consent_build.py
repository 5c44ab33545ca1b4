"""What drives consent banners is built with its licence beside it, and always the same."""

import json

from tools import consent_build


def test_engine_rules_and_licence_are_built_and_the_same_each_time(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"

    assert consent_build.main(one) == consent_build.main(two) == 0

    files = {path.name: path.read_bytes() for path in one.iterdir()}
    assert files == {path.name: path.read_bytes() for path in two.iterdir()}
    assert set(files) == {consent_build.SCRIPT, consent_build.RULES, consent_build.LICENCE}
    assert b"scriptwardConsent" in files[consent_build.SCRIPT]
    assert b"Mozilla Public License" in files[consent_build.LICENCE]
    rules = json.loads(files[consent_build.RULES])["rules"]
    assert {"didomi", "quantcast"} <= {rule["name"] for rule in rules}


def test_a_machine_without_the_package_is_told_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(consent_build, "PACKAGE", tmp_path / "none")

    assert consent_build.main(tmp_path) == 1
    assert "run `make setup`" in capsys.readouterr().err
