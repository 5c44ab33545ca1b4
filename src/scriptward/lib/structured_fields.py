"""Structured field values of HTTP (RFC 9651): written whole, read as far as lists of words go.

Home-made: what headers here need is inner lists of tokens and strings, with parameters; a browser
shuts everything out where such a value is malformed, so the reader has to say what is wrong and
where, which a conforming parser (one yes or no for the whole field) doesn't.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*")
_KEY = re.compile(r"[a-z*][a-z0-9_.*-]*")
_STRING = re.compile(r'"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
_OTHER = re.compile(r"-?\d{1,15}(?:\.\d{1,3})?|\?[01]|:[A-Za-z0-9+/=]*:|@-?\d{1,15}|%\"[^\"]*\"")
_SPACES = re.compile(r" *")
_BLANKS = re.compile(r"[ \t]*")


class FieldError(ValueError):
    """A value that is no structured field; `at`: the character, from 0."""

    def __init__(self, what: str, at: int) -> None:
        """`what`: for people."""
        super().__init__(what)
        self.at = at


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A token, a string, or another bare item as it was written."""

    text: str
    """Of a string what is between its quotes, without escapes."""
    quoted: bool = False
    parameters: tuple[tuple[str, str], ...] = ()
    """`(key, value as written)`; empty value: none was written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inner:
    """An inner list."""

    words: tuple[Word, ...]
    parameters: tuple[tuple[str, str], ...] = ()


def token(text: str) -> str:
    """A bare token. Raises ValueError for what is none."""
    if not _TOKEN.fullmatch(text):
        message = f"{text!r} is no token"
        raise ValueError(message)
    return text


def string(text: str) -> str:
    """A quoted string. Raises ValueError for what isn't printable ASCII."""
    if not (text.isascii() and (text.isprintable() or not text)):
        message = "a string of a header is printable ASCII"
        raise ValueError(message)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def inner_list(words: Iterable[str], *, parameters: Mapping[str, str] | None = None) -> str:
    """An inner list of words that are written already; `parameters` likewise."""
    tail = "".join(f";{key}={value}" for key, value in (parameters or {}).items())
    return f"({' '.join(words)}){tail}"


def dictionary(members: Mapping[str, str]) -> str:
    """A dictionary of values that are written already. Raises ValueError for what is no key."""
    for key in members:
        if not _KEY.fullmatch(key):
            message = f"{key!r} is no key"
            raise ValueError(message)
    return ", ".join(f"{key}={value}" for key, value in members.items())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def wrong(self, what: str) -> FieldError:
        return FieldError(what, self.at)

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def take(self, character: str) -> bool:
        here = self.text.startswith(character, self.at)
        self.at += here
        return here

    def ended(self) -> bool:
        return self.at >= len(self.text)

    def key(self) -> str:
        found = _KEY.match(self.text, self.at)
        if not found:
            raise self.wrong("a name is written in lower case")
        self.at = found.end()
        return found[0]

    def bare(self) -> tuple[str, bool, str]:
        """`(text, whether quoted, as written)`."""
        if found := _STRING.match(self.text, self.at):
            self.at = found.end()
            return re.sub(r"\\(.)", r"\1", found[1]), True, found[0]
        found = _TOKEN.match(self.text, self.at) or _OTHER.match(self.text, self.at)
        if not found:
            quote = self.text[self.at : self.at + 1]
            what = "a string that isn't closed" if quote == '"' else "neither a word nor a string"
            raise self.wrong(what)
        self.at = found.end()
        return found[0], False, found[0]

    def parameters(self) -> tuple[tuple[str, str], ...]:
        held: dict[str, str] = {}
        while self.take(";"):
            self.skip(_SPACES)
            key = self.key()
            held.pop(key, None)
            held[key] = self.bare()[2] if self.take("=") else ""
        return tuple(held.items())

    def word(self) -> Word:
        text, quoted, _ = self.bare()
        return Word(text=text, quoted=quoted, parameters=self.parameters())

    def member(self) -> Inner | Word:
        if not self.take("("):
            return self.word()
        words: list[Word] = []
        while True:
            self.skip(_SPACES)
            if self.take(")"):
                return Inner(words=tuple(words), parameters=self.parameters())
            if self.ended():
                raise self.wrong("a list that isn't closed")
            words.append(self.word())
            if self.text[self.at : self.at + 1] not in {" ", ")", ""}:
                raise self.wrong("words of a list are parted by spaces")

    def comma(self) -> bool:
        """Whether another member follows."""
        self.skip(_BLANKS)
        if self.ended():
            return False
        if not self.take(","):
            raise self.wrong("members are parted by commas")
        self.skip(_BLANKS)
        if self.ended():
            raise self.wrong("a comma at the end")
        return True


def read_list(text: str) -> tuple[Inner | Word, ...]:
    """The members of a list. Raises FieldError."""
    reader = _Reader(text.strip(" "))
    found: list[Inner | Word] = []
    more = not reader.ended()
    while more:
        found.append(reader.member())
        more = reader.comma()
    return tuple(found)


def read_dictionary(text: str) -> dict[str, Inner | Word]:
    """The members of a dictionary; of two with one key the last. Raises FieldError."""
    reader = _Reader(text.strip(" "))
    found: dict[str, Inner | Word] = {}
    more = not reader.ended()
    while more:
        key = reader.key()
        value = (
            reader.member() if reader.take("=") else Word(text="?1", parameters=reader.parameters())
        )
        found.pop(key, None)
        found[key] = value
        more = reader.comma()
    return found


def written(value: Inner | Word) -> str:
    """A value as it stands in a header."""
    if isinstance(value, Inner):
        return inner_list(map(written, value.words)) + _tail(value.parameters)
    return (string(value.text) if value.quoted else value.text) + _tail(value.parameters)


def _tail(parameters: Iterable[tuple[str, str]]) -> str:
    return "".join(f";{key}={value}" if value else f";{key}" for key, value in parameters)
