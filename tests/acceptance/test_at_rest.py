"""Nothing a person typed is left in anything that a run, a dashboard or a log keeps."""

import base64
import hashlib
import html
import json
import re
from urllib.parse import quote, quote_plus

import pytest

from scriptward.app import serve
from scriptward.vocabulary.capture import Value

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHORT = 6
NUMBERS = re.compile(
    rb'<svg.*?</svg>|<td class="n">[\d,]+</td>|<b[^>]*>\d+</b>|":\s?\d+(?=[,}\]])'
    rb'|"accounts":\s?\[[^\]]*\]',
    re.DOTALL,
)
"""What a report counts and draws, and the numbers that vendors know the clinic by: three digits of
a card code stand there by chance."""


def forms(text):
    """The value plain and in every encoding that the leak finder knows by itself."""
    raw = text.encode()
    for shift in range(3):
        block = base64.b64encode(b"\0" * shift + raw)
        yield block[(0, 2, 3)[shift] + (2 if shift else 0) : len(block) // 4 * 4 - 4]
    yield from (raw, quote(text, safe="").encode(), quote_plus(text, safe="").encode())
    yield from (raw.hex().encode(), raw.hex().upper().encode())
    yield from (html.escape(text).encode(), json.dumps(text)[1:-1].encode())
    for normal in {text, text.strip().lower(), re.sub(r"\D", "", text)} - {""}:
        for name in ("md5", "sha1", "sha256"):
            digest = hashlib.new(name, normal.encode())
            yield digest.hexdigest().encode()
            yield base64.b64encode(digest.digest()).rstrip(b"=")


def standing_in(content, value):
    """The forms of a value that stand in the bytes; short ones only as a whole string."""
    text = value.text
    if len(text) < SHORT:
        alone = rb'["=:>,]' + re.escape(text.encode()) + rb'["&<,]'
        return [text] if re.search(alone, NUMBERS.sub(b"", content)) else []
    return [form for form in forms(text) if len(form) >= SHORT and form in content]


def left_in(folder, values):
    secret = [value for value in values if not value.stated]
    assert len(secret) >= 15
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for value in secret:
                for form in standing_in(content, value):
                    yield path.name, value.name, form


def test_a_planted_value_would_be_found(tmp_path, clinic_run):
    value = next(value for value in clinic_run.values if value.name == "email")
    (tmp_path / "x").write_bytes(b"..." + base64.b64encode(b"{e:" + value.text.encode() + b"}"))

    assert list(left_in(tmp_path, clinic_run.values)) != []


@pytest.mark.parametrize("kept", [b'{"cvv":"960"}', b"<td>960</td>", b"?cvv=960&a", b"a,960,b"])
def test_a_short_value_would_be_found(tmp_path, kept):
    assert standing_in(kept, Value(name="cvv", text="960")) == ["960"]


@pytest.mark.parametrize(
    "counted",
    [
        b'{"bytes":960,"a":1}',
        b'<td class="n">960</td>',
        b'<svg><text x="960"></svg>',
        b'{"accounts":["12","960"],"a":1}',
    ],
)
def test_a_count_is_no_value(counted):
    assert standing_in(counted, Value(name="cvv", text="960")) == []


def test_the_run_folder_holds_no_typed_value(clinic_run):
    assert list(left_in(clinic_run.folder, clinic_run.values)) == []


def test_the_dashboard_keeps_no_typed_value(clinic_run, tmp_path):
    database = f"sqlite:///{tmp_path / 'x.sqlite'}"

    with serve.serving(database, port=0, runs=[clinic_run.folder]):
        pass

    assert list(left_in(tmp_path, clinic_run.values)) == []
