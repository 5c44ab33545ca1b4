"""docs/headers.md says what the code knows: options, headers, browsers, lengths."""

import re

import pytest

from scriptward.policy.carriers import CARRIERS
from scriptward.policy.compilation import every
from scriptward.policy.language import parsed
from scriptward.policy.options import Options
from tests.policy.compile.headers_of import HEAD, TODAY

OF_SERVERS = {"--max-http-header-size"}
ELSEWHERE = {"--help", "--out"}
"""Options that are about the files a server takes, or are everywhere."""


@pytest.fixture
def page(checkout):
    return (checkout / "docs" / "headers.md").read_text("utf-8")


@pytest.fixture
def made():
    options = Options(connection_allowlist=True, trusted_types=True)
    return every(parsed(HEAD), today=TODAY, options=options)


def rows(page, heading):
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_option_is_explained_and_every_one_explained_is_one(page, command):
    _, out, _ = command("policy", "compile", "--help")

    options = set(re.findall(r"--[a-z-]+", out)) - ELSEWHERE
    spans = " ".join(re.findall(r"`([^`\n]+)`", page))
    assert set(re.findall(r"--[a-z-]+", spans)) - OF_SERVERS == options


def test_every_header_is_named(page, made):
    named = {cells[0].strip("`").partition("`")[0] for cells in rows(f"## All\n{page}", "All")}

    assert {one.header for one in made} <= named


def test_the_browsers_are_those_the_code_says(page, made):
    said = {
        f"`{one.header}`": [browser.since or "no" for browser in one.browsers]
        for one in made
        if "require-trusted-types" not in one.value
    }

    assert {cells[0]: cells[1:] for cells in rows(page, "Browsers")} == said


def test_the_lengths_are_those_the_code_says(page):
    said = {
        f"`{one.name}`": [f"{size:,}" if size else "" for size in (one.one, one.together)]
        for one in CARRIERS
    }

    assert {cells[0]: cells[1:3] for cells in rows(page, "Length")} == said
