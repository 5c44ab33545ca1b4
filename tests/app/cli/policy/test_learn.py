"""`policy learn`."""

import json
import re

import jsonschema
import pytest


def test_a_policy_is_written_and_summed_up(command, clean, tmp_path):
    path = tmp_path / "policy.yaml"

    status, out, _ = command("policy", "learn", clean, "-o", path)

    assert status == 0
    assert "permits 4 scripts and 4 recipients with 11 rules on www.clinic.test" in out
    assert path.read_text("utf-8").startswith("# A proposal: learned from ")


def test_what_is_refused_is_listed_here_and_in_the_file(command, skimmed, tmp_path):
    path = tmp_path / "policy.yaml"

    status, out, _ = command("policy", "learn", skimmed, "-o", path)

    text = path.read_text("utf-8")
    assert status == 0
    assert "refused - because nobody is known to own it:\n" in out
    assert "  https://cdn.jquerry.test/j.js ran on a payment page and took card data\n" in out
    assert "# - because nobody is known to own it:\n" in text
    assert "refused:\n  - {finding: finding-" in text


def found(pattern, text):
    (first, *_) = re.findall(pattern, text)
    return first


def test_what_is_permitted_at_last_is_refused_no_more(command, skimmed, tmp_path):
    base, part, path = (tmp_path / f"{name}.yaml" for name in ("base", "part", "new"))
    command("policy", "learn", skimmed, "-o", base)
    text = base.read_text("utf-8")
    refused = found(r"finding-\w+", text)
    owned = 'recipients:\n  jquerry: {hosts: ["cdn.jquerry.test"]}\n'
    base.write_text(text.replace("recipients:\n", owned) + "# ours, at the end\n", "utf-8")

    status, out, _ = command("policy", "learn", skimmed, "--policy", base, "-o", path)
    other = found(r"line-\w+(?=  accepted  rules: .*jquerry)", out)
    command("policy", "learn", skimmed, "--policy", base, "-o", part, "--accept", other)

    assert status == 0
    assert refused in part.read_text("utf-8")
    assert refused not in path.read_text("utf-8")
    assert "nobody is known to own it" not in path.read_text("utf-8")
    assert path.read_text("utf-8").count("# Why it was refused:") == 1
    assert "# ours, at the end\n" in path.read_text("utf-8")


def test_a_file_that_is_there_is_kept(command, clean, tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text("mine")

    status, _, err = command("policy", "learn", clean, "-o", path)

    assert status == 2
    assert "is there already" in err
    assert "--replace" in err
    assert path.read_text() == "mine"


def test_an_incomplete_run_is_3(command, cut_short, tmp_path):
    status, out, _ = command("policy", "learn", cut_short, "-o", tmp_path / "p.yaml")

    assert status == 3
    assert "is incomplete: a page failed" in out


def test_a_base_keeps_its_comments(command, clean, tmp_path):
    base, path = tmp_path / "base.yaml", tmp_path / "new.yaml"
    base.write_text(
        "version: 1\n# ours\nsite: www.clinic.test\n"
        "recipients:\n  acme: {hosts: ['*.acme.test'], baa: none}   # asked in May\n"
        "rules:\n  - {id: R1, permit: send, to: acme}\n"
    )

    status, _, err = command("policy", "learn", clean, "--policy", base, "-o", path)
    again, _, _ = command("policy", "check", "--policy", path, clean)

    assert (status, err, again) == (0, "", 0)
    text = path.read_text("utf-8")
    assert "# ours\n" in text
    assert "# asked in May\n" in text
    assert "  - {id: R1, permit: send, to: acme}\n" in text
    assert "https://cdn.acme.test/chat.js" in text


def test_a_run_that_is_none_is_2(command, tmp_path):
    status, _, err = command("policy", "learn", tmp_path / "none", "-o", tmp_path / "p.yaml")

    assert status == 2
    assert "none: No such file" in err


def test_lines_are_told_and_accepted_one_by_one(command, clean, skimmed, tmp_path, checkout):
    base, path = tmp_path / "base.yaml", tmp_path / "new.yaml"
    base.write_text("version: 1\nsite: www.clinic.test\n")

    status, out, _ = command("policy", "learn", clean, "--policy", base, "--format", "json")
    told = json.loads(out)
    schema = json.loads((checkout / "docs" / "policy-proposal.schema.json").read_text("utf-8"))
    jsonschema.validate(told, schema)
    wanted = next(one for one in told["lines"] if "chat.js" in one["text"])
    again, said, _ = command(
        *("policy", "learn", clean, "--policy", base, "-o", path),
        *("--accept", wanted["id"], "--by", "web-team", "--why", "chat  on every page"),
    )

    assert (status, again, told["written"]) == (0, 0, "")
    assert f"{wanted['id']}  accepted  scripts: " in said
    assert "because cdn.acme.test/chat.js ran on " in said
    text = path.read_text("utf-8")
    assert "chat.js" in text
    assert "by: web-team" in text
    assert 'why: "chat on every page"' in text
    assert wanted["seen"][0]["runs"] == [str(clean)]
    assert "maps" not in text


def test_without_a_file_nothing_is_written(command, clean):
    status, out, _ = command("policy", "learn", clean)

    assert status == 0
    assert out.endswith("nothing is written: add -o POLICY\n")


def test_a_policy_in_its_place_stays_until_the_new_one_is_whole(command, clean, tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text("version: 1\nsite: www.clinic.test\n")
    path.chmod(0o640)

    status, _, _ = command("policy", "learn", clean, "--policy", path, "-o", path, "--replace")

    assert (status, oct(path.stat().st_mode)[-3:]) == (0, "640")
    assert "chat.js" in path.read_text("utf-8")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["clean", "policy.yaml"]


@pytest.mark.parametrize(
    "words, says",
    [
        (("--by", "x\u202ey"), "no screen shows"),
        (("--why", "x" * 201), "more than 200"),
        (("--accept", "line-0"), "no proposed line is line-0"),
        (("--accept", "x", "--all"), "--all"),
    ],
)
def test_what_can_not_be_accepted_is_2(command, clean, words, says):
    status, _, err = command("policy", "learn", clean, *words)

    assert (status, says in err) == (2, True)
