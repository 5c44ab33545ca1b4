import pytest

pytestmark = pytest.mark.browser


def test_it_names_the_browser_and_the_parts(command):
    _, out, _ = command("doctor")

    assert "browser: Chrom" in out
    assert "playwright" in out


def test_a_missing_browser_is_2_with_what_to_do(command, tmp_path):
    status, out, _ = command("doctor", "--browser", str(tmp_path / "none"))

    assert status == 2
    assert "MEND  browser: no Chromium in" in out
    assert "apt-get install -y chromium" in out
