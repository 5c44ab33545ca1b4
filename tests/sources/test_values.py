import pytest

from scriptward.sources.values import read_values
from scriptward.vocabulary.errors import ValuesError


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "values.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_names_and_texts_are_read_in_order(written):
    values = read_values(written('{"p1.email": "a@b.test", "zip": 98101, "note": ""}'))

    assert [(value.name, value.text) for value in values] == [
        ("p1.email", "a@b.test"),
        ("zip", "98101"),
    ]


def test_a_byte_order_mark_is_no_error(written):
    assert len(read_values(written(b'\xef\xbb\xbf{"email": "a@b.test"}'))) == 1


def test_broken_json_is_named_by_line_and_column(written):
    path = written('{\n  "email": "a@b.test",\n  oops\n}')

    with pytest.raises(ValuesError) as caught:
        read_values(path)

    assert str(caught.value).startswith(f"{path}:3:3: no JSON: ")


def test_a_value_that_is_no_text_is_named_by_line_and_not_shown(written):
    path = written('{\n "email": "a@b.test",\n "phone": ["555-0143"]\n}')

    with pytest.raises(ValuesError) as caught:
        read_values(path)

    assert str(caught.value) == f"{path}:3: the value of 'phone' is not a text"


@pytest.mark.parametrize("content", ["[]", '"x"', "", b"\xff\xfe\x00", "[" * 100_000])
def test_anything_else_is_the_declared_error(written, content):
    with pytest.raises(ValuesError):
        read_values(written(content))


def test_a_missing_file_is_the_declared_error(tmp_path):
    with pytest.raises(ValuesError, match="No such file"):
        read_values(tmp_path / "none.json")
