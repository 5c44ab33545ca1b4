"""Bodies made to cost as much as they can, each by another step of the reading.

`python -m tests.analysis.leaks.floods [name …]` prints what each costs, in a process of its own:
milliseconds of processor time, megabytes above what the process held before, and what was reported.
"""

import base64
import gzip
import io
import json
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import brotli
import zstandard

from scriptward.analysis.leaks import Detector, Request
from scriptward.analysis.leaks.bases import base58
from tests.analysis.leaks.packers import lz_base64

EMAIL = "maria.quill@harborlight.test"
VALUES = {
    "p1.email": EMAIL,
    "p1.given_name": "Rose",
    "p1.full_name": "Rose Quillfeather",
    "p1.phone": "(206) 555-0143",
    "p1.zip": "98101",
    "p1.dob": "1980-03-14",
    "p1.card_number": "4242 4242 4242 4242",
}
MEGABYTE = 1_000_000
_STANDARD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BITCOIN = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_ADOBE = bytes(each for each in range(0x21, 0x76) if each not in b"\\\"',")


def _noise(seed: int = 5) -> random.Random:
    return random.Random(seed)  # noqa: S311  # repeatable, no secret


def _of(alphabet: bytes, size: int, seed: int = 5) -> bytes:
    return bytes(_noise(seed).choices(alphabet, k=size))


def _many(alphabet: bytes, size: int, count: int, between: bytes = b" ") -> bytes:
    text = _of(alphabet, size * count)
    return between.join(text[at : at + size] for at in range(0, len(text), size))


def _joined(items: Iterable[bytes], between: bytes = b" ") -> bytes:
    return between.join(items)


def _repeated(opener: Callable[[bytes], bytes], levels: int, data: bytes) -> bytes:
    for _ in range(levels):
        data = opener(data)
    return data


def _zeros(size: int = 64) -> bytes:
    return b"0" * (size * MEGABYTE)


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def _zstd_window(log: int) -> bytes:
    """A frame that asks for a large window and holds little."""
    parameters = zstandard.ZstdCompressionParameters(window_log=log, write_content_size=False)
    out = io.BytesIO()
    with zstandard.ZstdCompressor(compression_params=parameters).stream_writer(
        out, closefd=False
    ) as stream:
        stream.write(b"plain words of no weight " * 4_000)
    return out.getvalue()


def _words(count: int) -> Iterable[str]:
    return (f"note{number}" for number in range(count))


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data)


def _texts(count: int, size: int = 9) -> Iterable[bytes]:
    return (f"{number:0{size}d} words".encode() for number in range(count))


def _lz_like(count: int) -> bytes:
    """Tokens that unpack for long before a symbol can't be: `aaaa…` in ever longer words."""
    return _joined(lz_base64("ab" * 40 + str(number) * 20) for number in range(count))


def _nested_message(levels: int) -> bytes:
    data = b"\x0a\x04noon"
    for _ in range(levels):
        size = len(data)
        head = bytearray()
        while size > 127:  # seven bits a byte
            head.append(size & 127 | 128)
            size >>= 7
        data = b"\x0a" + bytes([*head, size]) + data
    return data


def _dictionary(count: int) -> bytes:
    entries = b"".join(b"\xa8%08d\xa4noon" % number for number in range(count))
    return b"\xdf" + count.to_bytes(4, "big") + entries


def _packed_bomb() -> bytes:
    return lz_base64("a" * 1_000_000)


FLOODS: dict[str, Callable[[], bytes]] = {
    "a megabyte of base64": lambda: _of(_STANDARD, MEGABYTE),
    "a megabyte of lower case": lambda: _of(b"abcdefghijklmnopqrstuvwxyz", MEGABYTE),
    "a megabyte of hex": lambda: _of(b"0123456789abcdef", MEGABYTE),
    "a megabyte of base32": lambda: _of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", MEGABYTE),
    "a megabyte of one letter": lambda: b"A" * MEGABYTE,
    "76,000 ids of 12": lambda: _many(_STANDARD[:-2], 12, 76_000),
    "40,000 ids of 22": lambda: _many(_STANDARD[:-2], 22, 40_000),
    "20,000 ids of 43": lambda: _many(_STANDARD[:-2], 43, 20_000),
    "ids in paths": lambda: _many(_STANDARD[:-2], 12, 76_000, b"/"),
    "ids in short paths": lambda: (
        _joined((_many(_STANDARD[:-2], 11, 38, b"/") for _ in range(1)), b" ")
        + b" "
        + b" ".join(
            text.replace(b" ", b"/") for text in _many(_STANDARD[:-2], 11, 76_000, b" ").split(b"Q")
        )
    ),
    "tokens that are text": lambda: _joined(_b64(text) for text in _texts(40_000)),
    "the same with percent": lambda: _joined(
        (b"a%20" + _b64(text) for text in _texts(30_000)), b"&"
    ),
    "100,000 percent runs": lambda: b"a%41+" * 100_000,
    "100,000 percent fields": lambda: b"%41&" * 100_000,
    "100,000 different percent fields": lambda: b"".join(b"%%41%d&" % n for n in range(100_000)),
    "percent of pluses": lambda: b"a=" + b"%5c+" * 250_000,
    "nested percent": lambda: b"%25" * 300_000,
    "wide percent": lambda: b"%u0041" * 160_000,
    "gzip bomb": lambda: gzip.compress(_zeros()),
    "gzip bomb in gzip in gzip": lambda: _repeated(gzip.compress, 3, _zeros()),
    "brotli bomb": lambda: brotli.compress(_zeros(), quality=3),
    "brotli bomb in brotli": lambda: _repeated(
        lambda data: brotli.compress(data, quality=3), 3, _zeros()
    ),
    "zstd bomb": lambda: zstandard.compress(_zeros()),
    "zstd bomb in zstd": lambda: _repeated(zstandard.compress, 3, _zeros()),
    "zstd with a window of 128 MB": lambda: _zstd_window(27),
    "zstd with a window of 32 MB": lambda: _zstd_window(25),
    "ten zstd windows in base64": lambda: b" ".join(
        _b64(_zstd_window(25) + bytes([n])) for n in range(10)
    ),
    "deflate bomb": lambda: _deflated(_zeros()),
    "deflate bomb in base64": lambda: b"d=" + _b64(_deflated(_zeros())),
    "gzip bombs side by side": lambda: gzip.compress(_zeros(7)) * 30,
    "gzip bombs in tokens": lambda: _joined(
        _b64(gzip.compress(str(n).encode() + _zeros(1))) for n in range(100)
    ),
    "bomb of tokens": lambda: gzip.compress(_many(_STANDARD[:-2], 12, 500_000)),
    "bomb of percent": lambda: gzip.compress(b"%41&" * 2_000_000),
    "bomb of quotes": lambda: gzip.compress(b'"\\u0041",' * 800_000),
    "bomb of entities": lambda: gzip.compress(b"&#65;" * 1_500_000),
    "bomb of quoted-printable": lambda: gzip.compress(b"=E9=3D " * 1_100_000),
    "bomb of letters of Latin-1": lambda: gzip.compress("é".encode() * 3_900_000),
    "bomb of strange letters": lambda: gzip.compress("旅行".encode() * 1_300_000),
    "bomb of values": lambda: gzip.compress(EMAIL.encode() * 280_000),
    "bomb of spaced values": lambda: gzip.compress((EMAIL + " ").encode() * 270_000),
    "bomb of names": lambda: gzip.compress(b"zip=98102 first Rose " * 380_000),
    "bomb of base85": lambda: gzip.compress(_many(_Z85, 30, 250_000)),
    "bomb of noise": lambda: gzip.compress(_noise().randbytes(7_900_000)),
    "bomb of UTF-16": lambda: gzip.compress(("noon " * 780_000).encode("utf-16-le")),
    "bomb of JSON": lambda: gzip.compress(b'{"a":[' * 1_300_000),
    "thousand streams": lambda: b"\x1f\x8b\x08\x00" * 250_000,
    "streams of zlib": lambda: b"\x78\x9c" * 500_000,
    "real streams of zlib": lambda: b"".join(
        zlib.compress(b"noon %d " % n * 20_000) for n in range(2_000)
    ),
    "thousand brackets": lambda: b"[" * 1_000 + b"]" * 1_000,
    "thousand keys": lambda: b'{"a":' * 1_000 + f'"{EMAIL}"'.encode() + b"}" * 1_000,
    "thousand keys, many values": lambda: (
        b'{"a":[' * 1_000 + f'"{EMAIL}",'.encode() * 3_000 + b"1" + b"]}" * 1_000
    ),
    "a value in each of 20,000 fields": lambda: json.dumps([{"k": EMAIL}] * 20_000).encode(),
    "a value under 20,000 keys": lambda: json.dumps(
        {f"k{n}": EMAIL for n in range(20_000)}
    ).encode(),
    "a value in 20,000 broken fields": lambda: b'{"k":"%s",' % EMAIL.encode() * 20_000,
    "a value in 200 escaped broken fields": lambda: b'{"k":"\\n%s",' % EMAIL.encode() * 2_000,
    "a value in 5,000 form fields": lambda: b"&".join(
        b"k%d=%s" % (n, EMAIL.replace("@", "%40").encode()) for n in range(5_000)
    ),
    "a value in 5,000 tokens": lambda: b"&".join(
        b"k%d=%s" % (n, _b64(b"%d %s" % (n, EMAIL.encode()))) for n in range(5_000)
    ),
    "a value in 20,000 lines": lambda: f'{{"k":"{EMAIL}"}}\n'.encode() * 20_000,
    "a value in 3,000 parts": lambda: b"".join(
        b'--front\r\nContent-Disposition: form-data; name="k%d"\r\n\r\n%s\r\n' % (n, EMAIL.encode())
        for n in range(3_000)
    ),
    "20,000 parts of multipart": lambda: b"--x\r\nContent-Type: a\r\n\r\n\xff\r\n" * 40_000,
    "parts without end": lambda: (
        b"--x\r\nContent-Type: a\r\n\r\n" + b"\r\n--x\r\n\r\n\xff" * 90_000
    ),
    "100,000 nested lists of MessagePack": lambda: b"\x91" * 100_000 + b"\xa4noon",
    "100,000 nested lists of CBOR": lambda: b"\x81" * 100_000 + b"\x64noon",
    "100,000 unbounded lists of CBOR": lambda: b"\x9f" * 100_000 + b"\x64noon",
    "100,000 tags of CBOR": lambda: b"\xd9\xd9\xf7" * 100_000 + b"\x64noon",
    "nested protobuf": lambda: _nested_message(1_000),
    "nested protobuf of 100,000": lambda: _nested_message(20_000),
    "protobuf of nothing": lambda: b"\x08\x01" * 500_000,
    "protobuf of text": lambda: b"\x0a\x04noon" * 160_000,
    "protobuf in protobuf that fails": lambda: _nested_message(38) * 6_000 + b"\xff",
    "a map of 60,000 in MessagePack": lambda: _dictionary(60_000),
    "a map of 19,000 in MessagePack": lambda: _dictionary(9_000),
    "a list of large numbers": lambda: b"\xdd\x00\x0f\x00\x00" + b"\x01" * 0xF0000,
    "documents in documents": lambda: _repeated(
        lambda data: b"\x92\xa4noon\xc6" + len(data).to_bytes(4, "big") + data,
        23,
        b"\x92\xa4noon\xc4\x05\x01\x02\x03\x04\x05" + b"",
    ),
    "large documents in documents": lambda: _repeated(
        lambda data: b"\x92\xa4noon\xc6" + len(data).to_bytes(4, "big") + data,
        23,
        b"\xff" * 500_000,
    ),
    "many documents in tokens": lambda: _joined(
        _b64(b"\x81\xa4noon\xdc\x00\x20" + bytes([n & 127, n >> 7]) * 16) for n in range(15_000)
    ),
    "large documents in tokens": lambda: _joined(
        _b64(b"\x82\xa4noon\xdc\x27\x10" + bytes([n]) * 10_000 + b"\xff") for n in range(80)
    ),
    "runs of base85": lambda: _many(_Z85, 40, 25_000),
    "runs of Adobe's base85": lambda: _many(_ADOBE, 30, 33_000),
    "a megabyte of base85": lambda: b"!!" + _of(_ADOBE, MEGABYTE),
    "a base85 of zeros": lambda: b"z" * 500_000 + b"!" + b"z" * 500_000,
    "base85 in frames": lambda: b"<~" + b"9jqo^<~" * 130_000 + b"~>",
    "commas and quotes": lambda: b"9jqo^BlbD-BleB1DJ+*+F," * 45_000,
    "LZ tokens": lambda: _lz_like(2_000),
    "one long LZ token": _packed_bomb,
    "LZ tokens of zeros": lambda: _many(b"NAB", 40, 24_000),
    "LZ text of UTF-16": ("ᯡ࠳†‰" * 20_000).encode,
    "LZ fields of UTF-16": ("ᯡ࠳†\u2030\u0020&" * 60_000).encode,
    "LZ pairs": lambda: _of(b"\x0b\x85\x04\x36\x07", 500_000) + b"\0\0",
    "base58 of 4,096": lambda: _many(_BITCOIN, 4_096, 240),
    "base58 of 43": lambda: _many(_BITCOIN, 43, 22_000),
    "base58 of small leads": lambda: _joined(
        b"1" * 2_000 + _of(_BITCOIN, 2_000, n) for n in range(240)
    ),
    "base58 that says text": lambda: _joined(_base58_texts(240)),
    "100,000 quoted-printable": lambda: b"=E9=41" * 100_000,
    "quoted-printable fields": lambda: b"=E9&" * 250_000,
    "quoted-printable, odd": lambda: b"a=b=E9" * 150_000,
    "100,000 entities": lambda: b"&#65;" * 100_000,
    "entities between tags": lambda: b"<a>&eacute;" * 90_000,
    "100,000 JSON literals": lambda: b'"\\u0041",' * 100_000,
    "100,000 different literals": lambda: b"".join(b'"\\n%d",' % n for n in range(100_000)),
    "open string": lambda: b'"' + b"\\" * MEGABYTE,
    "reversed quotes": lambda: b'\\"' * 500_000,
    "JSON in JSON in JSON": lambda: _repeated(
        lambda data: json.dumps({"d": data.decode()}).encode(), 12, b'{"n":"noon"}'
    ),
    "half pairs": lambda: b'"' + b"\\ud800" * 160_000 + b'"',
    "UTF-16": lambda: ("noon " * 100_000).encode("utf-16-le"),
    "UTF-16 in UTF-16": lambda: _repeated(
        lambda data: data.decode("latin-1").encode("utf-16-le"), 8, b"noon " * 1_000
    ),
    "UTF-32": lambda: ("noon " * 50_000).encode("utf-32-be"),
    "letters of Latin-1": ("é" * 400_000).encode,
    "fields of Latin-1": ("é&" * 300_000).encode,
    "marks in an open string": lambda: b'"' + "a=é".encode() * 250_000,
    "noise": lambda: _noise().randbytes(MEGABYTE),
    "noise in lines": lambda: b"\n".join(_noise(n).randbytes(30) for n in range(30_000)),
    "base64 lines": lambda: (b"A" * 76 + b"\n") * 13_000,
    "base64 lines and more": lambda: (_of(_STANDARD, 76) + b"\n" + b"x\n") * 13_000,
    "keys of zip": lambda: b"zip name " * 110_000,
    "keys with gaps": lambda: b"zip code number:" * 60_000,
    "names": lambda: b"first Rose " * 90_000,
    "values": lambda: (EMAIL + ",").encode() * 30_000,
    "values glued": lambda: EMAIL.encode() * 30_000,
    "masks": lambda: b"**** " * 200_000,
    "masked numbers": lambda: f"{EMAIL} ".encode() + b"xxxx-xxxx-xxxx-1234 " * 50_000,
    "masked addresses": lambda: f"{EMAIL} ".encode() + b"m**a@h.test " * 80_000,
    "first pieces": lambda: b"&".join([b"maria"] * 150_000),
    "first pieces and more": lambda: b"a=maria&b=.quill&" * 60_000,
    "first pieces in many layers": lambda: b"&".join(b"k%d=%%6Daria" % n for n in range(20_000)),
    "keys of facts": lambda: f"{EMAIL} ".encode() + b"age=45&yob=1980&" * 60_000,
    "digests in lengths": lambda: _many(b"0123456789abcdef", 64, 15_000),
    "raw digests in MessagePack": lambda: (
        b"\xdc\x40\x00" + b"".join(b"\xc4\x20" + _noise(n).randbytes(32) for n in range(0x4000))
    ),
    "reversed tokens": lambda: _joined(_b64(text)[::-1].strip(b"=") for text in _texts(40_000)),
    "glued tokens": lambda: _joined(b"Q" + _b64(text) for text in _texts(40_000)),
    "signs of gzip in tokens": lambda: b"H4sIAAAAAAAA" * 80_000,
    "signs of gzip in many tokens": lambda: b"QH4sIAAAAAAAAA " * 60_000,
    "token in token": lambda: _repeated(_b64, 18, b"noon words and more"),
    "each letter a layer": lambda: b"&".join(
        b"a%d=%%%02x%%%02x" % (n, 0x41 + n % 26, 0x41 + n % 25) for n in range(60_000)
    ),
}


def _base58_texts(count: int) -> Iterable[bytes]:
    return (base58(b"noon words " * 250 + str(n).encode()) for n in range(count))


def read(detector: Detector, body: bytes) -> tuple[list[str], str]:
    """Paths of what is found, and what is said of the rest; the address holds a value."""
    found = detector.find(Request(url=f"https://t.test/?e={EMAIL}", method="POST", body=body))
    return [leak.path for leak in found], found.not_fully_read


def _peak() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1_000


def _measured(name: str) -> None:
    body = FLOODS[name]()
    detector = Detector(VALUES)
    read(detector, b"warm=1&words=%20of%20a%20kind")
    Path("/proc/self/clear_refs").write_text("5")
    before, start = _peak(), time.thread_time()
    paths, unread = read(detector, body)
    took = time.thread_time() - start
    in_url = "yes" if "query.e" in paths else "NO"
    mega = _peak() - before
    mark = "*" if took > 0.25 or mega > 64 or in_url == "NO" else " "  # what is aimed at
    print(  # noqa: T201  # a table is what is asked for
        f"{mark} {name:40} {len(body):9} B {took * 1000:7.0f} ms {mega:6.1f} MB  url {in_url:3}"
        f" {len(paths):5}  {unread.removeprefix('not fully read: over the budget of ')}",
        flush=True,
    )


def _main(names: list[str]) -> None:
    if len(names) == 1:
        _measured(names[0])
        return
    for name in names or FLOODS:
        subprocess.run([sys.executable, "-m", "tests.analysis.leaks.floods", name], check=False)


if __name__ == "__main__":
    _main(sys.argv[1:])
