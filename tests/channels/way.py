"""The shape of a way out of a page, and the reader of the room `ways`: one TOML file a family.

A file has `[[way]]` tables. Keys: `name`; where the way is written: `script` (the page's own
script, from a file), `markup` (put into the page by that script), `page` and `head` (in the page's
own HTML); `files` below the page's address, by name, as text or as a table of `File`; `headers` of
the page; `wait` in seconds; `click`: the button `#go` is pressed; `front`.

In every text these words stand for addresses of the case:

- `$OUT`: where the policy lets nothing go, with the case's token in host and path;
- `$HOST`: the host of `$OUT`;
- `$FAR`: as `$OUT`, on a host that browsers take for a public one, which some features ask for;
- `$UDP`: `host:port` of a datagram listener that is only this case's;
- `$PORT`: its port, also at 127.0.0.1;
- `$LOOKUP`: a host whose look-up is seen;
- `$OWN`, `$CDN`: the case's folder on the site and at the permitted recipient; `$SITE`: the site;
- `$TOKEN`: the token.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOM = Path(__file__).parent / "ways"
WAIT = 2.5
"""Seconds after which a way that sends at once has sent."""
_WORDS = re.compile(r"\$(OUT|FAR|HOST|UDP|PORT|OWN|CDN|SITE|LOOKUP|TOKEN)\b")


@dataclass(frozen=True, kw_only=True)
class File:
    """One more answer of the case's folder, on the site and at the recipient."""

    body: str = ""
    status: int = 200
    type: str = ""
    """Content type; that of the name's ending where it is left out."""
    headers: Mapping[str, str] = field(default_factory=dict)
    bare: bool = False
    """Answered without the site's headers and guard, as assets of careless sites are."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way of sending a token where the policy doesn't let it go."""

    family: str
    name: str
    script: str = ""
    markup: str = ""
    page: str = ""
    head: str = ""
    files: Mapping[str, File] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = WAIT
    click: bool = False
    front: bool = False
    """Only works in the tab in front."""

    @property
    def id(self) -> str:
        """Family and name."""
        return f"{self.family}: {self.name}"

    @property
    def datagrams(self) -> bool:
        """Whether it needs a datagram listener."""
        text = f"{self.script}{self.markup}{self.page}{self.head}"
        return "$UDP" in text or "$PORT" in text

    @property
    def code(self) -> str:
        """The page's script."""
        if not self.markup:
            return self.script
        quoted = self.markup.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
        return (
            "const box = document.body.appendChild(document.createElement('div'));\n"
            f"box.innerHTML = `{quoted}`;\n{self.script}"
        )


def filled(text: str, words: Mapping[str, str]) -> str:
    """A text with its `$WORDS` replaced."""
    return _WORDS.sub(lambda found: words[found[1]], text)


def ways() -> tuple[Way, ...]:
    """Every way of the room, by family, in its file's order. Raises ValueError for a name twice."""
    every = tuple(way for path in sorted(ROOM.glob("*.toml")) for way in _family(path))
    ids = [way.id for way in every]
    if doubled := {one for one in ids if ids.count(one) > 1}:
        raise ValueError(f"two ways of one name: {', '.join(sorted(doubled))}")
    return every


def _family(path: Path) -> Iterator[Way]:
    for row in tomllib.loads(path.read_text("utf-8"))["way"]:
        files = {name: _file(said) for name, said in row.pop("files", {}).items()}
        yield Way(family=path.stem, files=files, **row)


def _file(said: str | dict[str, object]) -> File:
    return File(body=said) if isinstance(said, str) else File(**said)  # type: ignore[arg-type]
