"""Wrong usage of `scan`; its work is tested on the sample clinic and in tests/sources/scan."""


def test_nothing_to_scan_is_2(command):
    status, _, err = command("scan")

    assert status == 2
    assert "error: nothing to scan" in err
    assert "what to do: give a URL or --journey FILE" in err


def test_an_address_that_is_none_is_2(command):
    status, _, err = command("scan", "www.example.test")

    assert status == 2
    assert "give it whole, as https://www.example.test/" in err


def test_an_unknown_format_is_2_before_anything_is_visited(command, tmp_path):
    status, _, err = command(
        "scan", "https://a.test/", "--format", "docx", "--out", str(tmp_path / "run")
    )

    assert status == 2
    assert "no format docx" in err
    assert not (tmp_path / "run").exists()


def test_a_browser_that_is_not_there_is_2(command, tmp_path):
    status, _, err = command("scan", "https://a.test/", "--browser", str(tmp_path / "none"))

    assert status == 2
    assert "no Chromium in" in err
    assert "what to do: run `scriptward doctor`, or pass --browser PATH" in err


def test_a_wrong_journey_key_is_2_with_file_and_line(command, tmp_path):
    journey = tmp_path / "journey.yaml"
    journey.write_text("start: https://a.test/\nsteps:\n  - clik: '#go'\n")

    status, _, err = command("scan", "--journey", str(journey))

    assert status == 2
    assert "journey.yaml:3" in err
    assert "clik" in err


def test_a_bad_policy_is_2_with_file_and_line(command, tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text("version: 1\nsite: a.test\nmod: observe\n")

    status, _, err = command("scan", "https://a.test/", "--policy", str(policy))

    assert status == 2
    assert "policy.yaml:3" in err


def test_a_folder_that_takes_nothing_is_told_before_anything_is_visited(command, tmp_path):
    file = tmp_path / "file"
    file.write_text("")

    status, _, err = command("scan", "https://www.clinic.test/", "--out", file / "run")

    assert status == 2
    assert f"{file / 'run'}: {file} is no folder that may be written to" in err
    assert "scanning" not in err
