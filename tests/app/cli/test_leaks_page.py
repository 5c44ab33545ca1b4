"""The page of the command says what the command does."""

import json
import re
from pathlib import Path

from scriptward.app.leak_list import as_json, listed
from scriptward.sources.har import characters, kept, reader
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.words import Where

CHECKOUT = Path(__file__).parents[3]
PAGE = (CHECKOUT / "docs" / "leaks.md").read_text("utf-8")


def test_the_example_has_the_fields_that_are_written():
    blocks = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    example = json.loads(blocks[1])
    capture = CHECKOUT / "tests" / "data" / "har_tools" / "playwright.har"

    written = json.loads(
        as_json(listed(capture, [Value(name="e", text="maria.quill@harborlight.test")]))
    )

    assert example.keys() == written.keys()
    assert example["leaks"][0].keys() == written["leaks"][0].keys()
    assert example["not_fully_read"][0].keys() == written["not_fully_read"][0].keys()


def test_every_place_is_named():
    row = next(line for line in PAGE.splitlines() if line.startswith("| `where` |"))

    assert [word for word in Where if f"`{word}`" not in row] == []


def test_the_bounds_are_those_of_the_code():
    assert f"{kept.BODIES // 10**6} MB of request bodies" in PAGE
    assert f"{kept.SOURCES // 10**6} MB of scripts" in PAGE
    assert f"{kept.ENTRIES:,} requests" in PAGE
    assert f"more than {reader.LARGEST // 10**6} MB" in PAGE
    assert f"read to {characters.LARGEST // 10**9} GB" in " ".join(PAGE.split())
