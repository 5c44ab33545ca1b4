"""The shape of a delivery: how one kind of server brings headers and guard to the browsers."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

FOLDER = "/etc/scriptward"
"""Where the files lie on the server, if nobody says."""


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What a server has to send."""

    site: str
    headers: tuple[tuple[str, str], ...]
    """`(name, value)`, each name once."""
    collector: str
    """Path of the site below which the guard is served."""
    guard: str = ""
    """Name of the guard's file, with its version; empty where the sensor was not built."""
    script: bytes = b""
    """The guard itself."""
    integrity: str = ""
    folder: str = FOLDER
    """On the server; the guard lies in `guard/` below."""
    nonce: str = ""
    """A word in the headers that the server replaces: it is not escaped."""

    @property
    def place(self) -> str:
        """Path of the guard on the site."""
        return f"{self.collector}/{self.guard}"

    @property
    def tag(self) -> str:
        """The guard's element, which tells what it did to the collector; empty where none is."""
        if not self.guard:
            return ""
        told = f"{self.collector}/c/{self.site.partition(':')[0]}"
        src, integrity, to = (escape(one) for one in (self.place, self.integrity, told))
        said = f'src="{src}" integrity="{integrity}" crossorigin data-collector="{to}"'
        return f"<script {said}></script>"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One kind of server, found in the room `policy/delivery` by being there."""

    name: str
    write: Callable[[Delivered], dict[str, str]]
    """Gives `{file name: text}`, the file to begin with first."""


def delivery(write: Callable[[Delivered], dict[str, str]]) -> Delivery:
    """Make a `Delivery` of a function; its name is the function's."""
    return Delivery(name=write.__name__, write=write)


def outside(text: str, kept: str, escaped: Callable[[str], str]) -> str:
    """The text escaped, but for a word that the server itself replaces."""
    if not kept:
        return escaped(text)
    return kept.join(escaped(part) for part in text.split(kept))
