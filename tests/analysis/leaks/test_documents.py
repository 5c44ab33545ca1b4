import json

import cbor2
import pytest

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.documents import documents
from tests.analysis.leaks.test_containers import _field, _messagepack

EMAIL = "maria.quill@harborlight.test"
TREE = {"event": "book", "user": {"mail": EMAIL, "n": [1, 2, {"raw": EMAIL.encode()}]}}
DETECTOR = Detector({"email": EMAIL})


def _read(data):
    return [json.loads(document.text) for document in documents(data)]


@pytest.mark.parametrize("data", [_messagepack(TREE), cbor2.dumps(TREE)], ids=["msgpack", "cbor"])
def test_a_document_becomes_json_and_parts(data):
    (document,) = documents(data)

    assert json.loads(document.text) == {
        "event": "book",
        "user": {"mail": EMAIL, "n": [1, 2, {"raw": None}]},
    }
    assert document.parts == ((".user.n[2].raw", EMAIL.encode()),)


@pytest.mark.parametrize(
    "frame",
    [
        lambda data: b"\0" + len(data).to_bytes(4, "big") + data,
        lambda data: b"\x80" + len(data).to_bytes(4, "big") + data,
        lambda data: bytes([len(data)]) + data,
    ],
    ids=["grpc", "grpc trailer", "length"],
)
def test_a_document_behind_its_length_is_read(frame):
    assert {"event": "book"} in _read(frame(_messagepack({"event": "book"})))


def test_text_that_json_would_escape_is_a_part_of_its_own():
    (document,) = documents(_messagepack({"event": "book", "note": 'say "no"'}))

    assert document.parts == ((".note", b'say "no"'),)


@pytest.mark.parametrize("data", [b"", b"\x91", b"\x81\xa1a\x01", b"\x08\x01\x10\x02", b"\0" * 40])
def test_what_says_nothing_is_no_document(data):
    assert _read(data) == []


@pytest.mark.parametrize(
    "body, path",
    [
        (_messagepack(TREE), "body.user.mail"),
        (cbor2.dumps(TREE), "body.user.mail"),
        (
            _field(1, b"book") + _field(3, _field(2, EMAIL.encode())),
            "body.3[1].2",
        ),  # a message that is text as well
        (_messagepack(["x", {"body": _messagepack(TREE)}]), "body[1].body.user.mail"),
    ],
    ids=["msgpack", "cbor", "protobuf", "msgpack in msgpack"],
)
def test_a_value_in_a_document_is_found_at_its_path(body, path):
    leaks = DETECTOR.find(Request(url="https://t.test/", method="POST", body=body))

    assert path in [leak.path for leak in leaks]
