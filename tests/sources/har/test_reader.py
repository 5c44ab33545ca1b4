"""Captures larger than a piece of the file: what is read is what stands there."""

import gzip
import json
import random

import pytest

from scriptward.sources.har.document import Document
from scriptward.vocabulary.errors import HarError

LETTERS = ["a", "é", "漢", "😀", '"', "\\", "\n", "\t", "/", "\u2028", "{", "}", "[", "]", ","]


def made(seed, count=400):
    """Entries of 0 to 40 kB with everything in them that JSON escapes."""
    chance = random.Random(seed)  # noqa: S311  # the same entries each time
    return [
        {
            "request": {"url": f"https://w.test/{number}"},
            "text": "".join(chance.choices(LETTERS, k=99)) * chance.randrange(99),
            "numbers": [chance.random(), -1, 10**20, None, True],
        }
        for number in range(count)
    ]


@pytest.fixture
def read(tmp_path):
    """The document of these bytes, and its entries."""

    def entries(data, name="a.har"):
        path = tmp_path / name
        path.write_bytes(data)
        document = Document(path)
        return document, list(document.entries())

    return entries


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("indent", [None, 1])
def test_entries_over_many_pieces_are_those_of_the_whole_file(read, escaped, indent):
    rows = made(1)
    text = json.dumps({"log": {"entries": rows}}, ensure_ascii=escaped, indent=indent)

    document, entries = read(text.encode())

    assert len(text) > 2_000_000
    assert [entry.found for entry in entries] == rows
    assert [entry.index for entry in entries] == list(range(400))
    assert not document.failures


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_letters_are_read(read, charset):
    rows = made(2, count=200)
    text = json.dumps({"log": {"entries": rows}}, ensure_ascii=False)

    document, entries = read(text.encode(charset))

    assert [entry.found for entry in entries] == rows
    assert not document.failures


def test_a_latin1_file_keeps_its_letters_and_a_stray_byte_spoils_one(read):
    rows = b'{"a": "Jos\xe9"}, {"a": "Jos\xc3\xa9 \xff"}'

    _, entries = read(b'{"log": {"entries": [' + rows + b"]}}")

    assert [entry.found for entry in entries] == [{"a": "José"}, {"a": "José ÿ"}]


def test_the_line_of_an_entry_is_counted_over_all_pieces(read):
    rows = made(3)
    text = json.dumps({"log": {"entries": rows}}, indent=2)

    _, entries = read(text.encode())

    lines = text.splitlines()
    assert all(lines[entry.line + 1].strip().startswith('"url"') for entry in entries)


def test_pages_behind_the_entries_are_known_at_the_end(read):
    document, _ = read(b'{"log": {"entries": [{}], "pages": [{"id": "p"}], "x": [1]}, "y": 1}')

    assert document.log == {"pages": [{"id": "p"}]}


def test_a_log_without_its_wrapping_is_taken(read):
    document, entries = read(b'{"creator": {"name": "t"}, "entries": [{"a": 1}]}')

    assert [entry.found for entry in entries] == [{"a": 1}]
    assert document.log == {"creator": {"name": "t"}}


@pytest.mark.parametrize("cut", [50_000, 1_048_576, 1_500_001, 3_000_000])
def test_a_cut_file_keeps_its_whole_entries_and_names_the_bytes(read, cut):
    data = json.dumps({"log": {"entries": made(4)}}, ensure_ascii=False).encode()

    document, entries = read(data[:cut])

    (failure,) = document.failures
    end = int(failure.rpartition(" ")[2])
    assert f"the file ends at byte {cut}, line 1; {len(entries)} whole entries kept" in failure
    assert data[end : end + 13] == b'{"request": {'
    assert [entry.found for entry in entries] == json.loads(data[:end].rstrip(b", ") + b"]}}")[
        "log"
    ]["entries"]


def test_an_entry_that_is_broken_is_left_out_by_name_and_the_next_is_read(read):
    rows = [{"request": {"url": f"https://w.test/{n}"}, "n": n} for n in range(3)]
    text = json.dumps({"log": {"entries": rows}}).replace('"https://w.test/1"', "https://w.test/1")

    document, entries = read(text.encode())

    assert [entry.found for entry in entries] == [rows[0], rows[2]]
    assert [entry.index for entry in entries] == [0, 2]
    assert list(document.failures) == [
        "a.har: entry 1 was left out: Expecting value at byte 91, line 1"
    ]


def test_a_broken_entry_far_from_the_next_one_does_not_hide_it(read):
    rows = made(5)
    text = json.dumps({"log": {"entries": rows}}).replace('"https://w.test/7"', "oops")

    document, entries = read(text.encode())

    assert [entry.found for entry in entries] == rows[:7] + rows[8:]
    assert len(list(document.failures)) == 1


def test_two_lists_of_entries_are_both_read_and_said(read):
    document, entries = read(b'{"log": {"entries": [{"a": 1}], "entries": [{"a": 2}]}}')

    assert [(entry.index, entry.found) for entry in entries] == [(0, {"a": 1}), (1, {"a": 2})]
    assert list(document.failures) == ["a.har: log.entries stands more than once"]


def test_failures_without_end_are_counted(read):
    rows = ", ".join('{"request": oops}' for _ in range(3_000))

    document, _ = read(b'{"log": {"entries": [{"a": 1}, ' + rows.encode() + b', {"request": 1}]}}')

    said = list(document.failures)
    assert len(said) == 101
    assert said[-1] == "… and 2900 more entries that were left out"


def test_more_behind_the_end_is_said(read):
    document, entries = read(b'{"log": {"entries": [{"a": 1}]}}\n{"log": {"entries": [{"a": 2}]}}')

    assert len(entries) == 1
    assert "more behind the end of the capture at byte 33, line 2" in next(iter(document.failures))


def test_a_packed_file_that_is_damaged_keeps_what_came_before(read):
    data = bytearray(gzip.compress(json.dumps({"log": {"entries": made(6)}}).encode()))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)

    document, entries = read(bytes(data), name="a.har.gz")

    assert 100 < len(entries) < 400
    assert [entry.found for entry in entries[:100]] == made(6)[:100]
    assert "the gzip file is damaged" in " ".join(document.failures)


def test_a_packed_file_of_blanks_ends_within_its_bound(read, monkeypatch):
    monkeypatch.setattr("scriptward.sources.har.characters.LARGEST", 20_000_000)
    data = gzip.compress(b'{"log": {"entries": [{"a": 1},' + b" " * 60_000_000)

    document, entries = read(data, name="a.har.gz")

    assert len(entries) == 1
    assert "when unpacked" in next(iter(document.failures))


def test_one_value_without_end_is_left_out_and_the_rest_is_read(read, monkeypatch):
    monkeypatch.setattr("scriptward.sources.har.reader.LARGEST", 5_000_000)
    rows = b'{"request": "' + b"a" * 9_000_000 + b'"}, {"request": 2}'

    document, entries = read(b'{"log": {"entries": [{"a": 1}, ' + rows + b"]}}")

    assert [entry.found for entry in entries] == [{"a": 1}, {"request": 2}]
    assert "entry 1 was left out: a value larger than 5 MB" in next(iter(document.failures))


@pytest.mark.parametrize("depth", [2_000, 1_500_000])
def test_nesting_without_end_is_left_out(read, depth):
    rows = b'{"request": ' + b"[" * depth + b'}, {"request": 2}'

    _, entries = read(b'{"log": {"entries": [{"a": 1}, ' + rows + b"]}}")

    assert [entry.found for entry in entries] == [{"a": 1}, {"request": 2}]


@pytest.mark.parametrize(
    "data,said",
    [
        (b"", "1: no capture: the file is empty"),
        (b" \n ", "2: no capture: the file is empty"),
        (b'[{"request": {}}]', "1: no capture: a JSON list, and no object with log.entries"),
        (b"null", "1: no capture: no JSON object at byte 0"),
        (b"\n<html>", "2: no capture: no JSON object at byte 1"),
        (b"{}", "1: no capture: it has no log.entries"),
        (b'{"log": {"entries": null}}', "1: no capture: it has no log.entries"),
        (b'{"log": {"entries": [{"a": ', "1: no capture: the file ends at byte 27, line 1"),
        (b'{"log": {"entries": [{"a": oops}]}}', "no capture: Expecting value at byte 27, line 1"),
        (b'{log: {"entries": []}}', "1: no capture: Expecting a name in quotes at byte 1, line 1"),
        (b"PK\x03\x04....", "no capture: a zip archive"),
        (b"\x1f\x8b\x08\x00oops", "no capture: the gzip file ends early"),
        (
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00oops oops",
            "no capture: the gzip file is damaged",
        ),
        (bytes(1000), "1: no capture: no JSON object at byte 0"),
    ],
)
def test_what_is_no_capture_is_one_clear_line(read, data, said):
    with pytest.raises(HarError) as caught:
        read(data)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_a_folder_is_the_declared_error(tmp_path):
    with pytest.raises(HarError, match="Is a directory"):
        list(Document(tmp_path).entries())


def test_entries_without_end_are_cut_off_and_said(read, monkeypatch):
    monkeypatch.setattr("scriptward.sources.har.document.MOST", 3)

    document, entries = read(b'{"log": {"entries": [1,,, 2, 3, 4, 5]}}')

    assert [entry.found for entry in entries] == [1, 2, 3]
    assert "more than 3 entries at byte 32, line 1; 3 whole entries kept" in next(
        iter(document.failures)
    )


def test_names_without_end_are_no_capture(read):
    names = ",".join(f'"k{number}":1' for number in range(10_001))

    with pytest.raises(HarError, match="more than 10,000 names in an object"):
        read(f'{{"log": {{{names}, "entries": []}}}}'.encode())


def test_broken_entries_without_end_are_given_up(read):
    rows = b'{"request": oops},' * 6_000

    document, entries = read(b'{"log": {"entries": [{"a": 1},' + rows + b'{"request": 2}]}}')

    assert [entry.found for entry in entries] == [{"a": 1}]
    assert "1 whole entry kept, up to byte" in " ".join(document.failures)


def test_entries_inside_one_another_are_given_up(read):
    level = b'{"request": ["' + b"a" * 20_000 + b'", {},'

    document, entries = read(b'{"log": {"entries": [{"a": 1},' + level * 3_000)

    assert len(entries) == 1
    assert "nested too deeply" in " ".join(document.failures)


def test_a_number_too_long_for_an_integer_is_read_as_infinite(read):
    long = "7" * 5_000
    text = f'{{"log": {{"entries": [{{"size": -{long}, "status": 200}}, {{"time": 1}}]}}}}'

    document, entries = read(text.encode())

    assert [entry.found for entry in entries] == [
        {"size": float("inf"), "status": 200},
        {"time": 1},
    ]
    assert not document.failures
