"""A nonce for one response, made when a template asks for it: who doesn't ask gets none.

A nonce in a header and a page kept by a browser don't agree, so only pages that use it pay.
"""

import re
from secrets import token_urlsafe
from typing import Any

NONCE = "nonce"
_BYTES = 18
_GIVEN = re.compile(rb"'nonce-([A-Za-z0-9+/_-]+={0,2})'")


class Nonce:
    """One response's nonce."""

    def __init__(self) -> None:
        self._made = ""
        self.used = False

    @property
    def value(self) -> str:
        """Made when it is first looked at."""
        if not self._made:
            self._made = token_urlsafe(_BYTES)
        return self._made

    def stands_in(self, page: bytes) -> bool:
        """Whether somebody who only looked at it wrote it there."""
        return bool(self._made) and self._made.encode() in page

    def take(self, given: str) -> bool:
        """Be the application's own; False where another was used already."""
        if self.used and self._made != given:
            return False
        self._made, self.used = given, True
        return True

    def use(self) -> str:
        """The nonce; from now on the header has it."""
        self.used = True
        return self.value


class Given(dict[str, Any]):
    """`scope["scriptward"]`: has `nonce`, and knows whether it was asked for."""

    def __init__(self, nonce: Nonce) -> None:
        """`nonce`: of this response."""
        super().__init__()
        self._nonce = nonce

    def __missing__(self, key: str) -> str:
        """The nonce at its first use."""
        if key != NONCE:
            raise KeyError(key)
        self[key] = self._nonce.use()
        return str(self[key])

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401  # dict's own signature
        """As of any dict, with the nonce in it."""
        return self[key] if key == NONCE else super().get(key, default)

    def __contains__(self, key: object) -> bool:
        """As of any dict, with the nonce in it."""
        return key == NONCE or super().__contains__(key)


class LazyText(str):
    """`environ["scriptward.nonce"]`: text that knows whether a template wrote it."""

    __slots__ = ("_nonce",)
    _nonce: Nonce

    @classmethod
    def of(cls, nonce: Nonce) -> "LazyText":
        """The text of a nonce."""
        text = cls(nonce.value)
        text._nonce = nonce
        return text

    def __str__(self) -> str:
        """Plain text, noted as used."""
        return self._nonce.use()

    def __html__(self) -> str:
        """The same for templates that escape: it has no sign to be escaped."""
        return self._nonce.use()

    def __format__(self, spec: str) -> str:
        """As of any text."""
        return format(self._nonce.use(), spec)

    def __add__(self, other: str) -> str:
        """As of any text."""
        return self._nonce.use() + other

    def __radd__(self, other: str) -> str:
        """As of any text."""
        return other + self._nonce.use()


def given_by_application(values: list[bytes]) -> str:
    """A nonce that the application's own Content-Security-Policy names; else empty."""
    found = (_GIVEN.search(value) for value in values)
    return next((one[1].decode() for one in found if one), "")
