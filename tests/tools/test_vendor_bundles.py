"""Bundling the clinic's vendor scripts: incremental, and clear about what is missing."""

import pytest

from tools import vendor_bundles


@pytest.fixture
def checkout_copy(tmp_path, monkeypatch, checkout):
    (tmp_path / "node_modules").symlink_to(checkout / "node_modules")
    (tmp_path / "package-lock.json").write_text("{}")
    sources, built = tmp_path / "vendors", tmp_path / "built"
    sources.mkdir()
    (sources / "one.js").write_text("window.one = 1;\n")
    (sources / "two.module.js").write_text("export const two = 2;\n")
    monkeypatch.setattr(vendor_bundles, "ROOT", tmp_path)
    monkeypatch.setattr(vendor_bundles, "SOURCES", sources)
    monkeypatch.setattr(vendor_bundles, "BUILT", built)
    monkeypatch.setattr(vendor_bundles, "STAMP", built / "inputs.sha256")
    return tmp_path


def test_scripts_and_modules_are_bundled_each_in_its_own_way(checkout_copy):
    assert vendor_bundles.main() == 0

    assert (checkout_copy / "built" / "one.js").read_text() == "(()=>{window.one=1;})();\n"
    assert "export{" in (checkout_copy / "built" / "two.module.js").read_text()
    assert (checkout_copy / "built" / "jquery-3.4.1.min.js").stat().st_size > 80_000


def test_nothing_is_done_while_the_inputs_are_the_same(checkout_copy):
    vendor_bundles.main()
    built = checkout_copy / "built" / "one.js"
    built.write_text("untouched")

    assert vendor_bundles.main() == 0
    assert built.read_text() == "untouched"


def test_a_changed_script_is_bundled_again(checkout_copy):
    vendor_bundles.main()
    (checkout_copy / "vendors" / "one.js").write_text("window.one = 11;\n")

    assert vendor_bundles.main() == 0
    assert (checkout_copy / "built" / "one.js").read_text() == "(()=>{window.one=11;})();\n"


def test_missing_packages_say_what_to_do(checkout_copy, capsys):
    (checkout_copy / "node_modules").unlink()

    assert vendor_bundles.main() == 2
    assert "run `make setup`" in capsys.readouterr().err


def test_a_script_that_does_not_parse_is_named(checkout_copy, capsys):
    (checkout_copy / "vendors" / "one.js").write_text("window.one = ;\n")

    assert vendor_bundles.main() == 2
    assert "vendors/one.js:1:13" in capsys.readouterr().err
    assert not (checkout_copy / "built" / "inputs.sha256").exists()
