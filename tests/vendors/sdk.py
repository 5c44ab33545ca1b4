"""The vendors' SDKs: what `sdks/NAME.toml` says of each, beside the script `sdks/NAME.js`."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scriptward.vocabulary.observations import Leak
from scriptward.vocabulary.request import Request

SDKS = Path(__file__).parent / "sdks"
CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One way of one value: where it must be found."""

    value: str
    sent_to: str
    """Host and the beginning of the path."""
    path: str
    """As the detector writes it; `[*]` stands for any index, `[*]?` for any or none."""
    where: str
    encoding: tuple[str, ...]
    """Outermost first; with `?` for what a text needs only sometimes, as base64 its `%3D`."""
    leaving: bool
    """Sent as the page goes away."""
    missed: str
    """What the detector doesn't say yet; empty for what it finds."""

    def is_of(self, request: Request) -> bool:
        """Whether the request went there."""
        return request.url.partition("://")[2].startswith(self.sent_to)

    def is_told_by(self, leak: Leak) -> bool:
        """Whether the detector says just this."""
        wanted = re.escape(self.path).replace(r"\[\*\]\?", r"(\[\d+\])?")
        wanted = wanted.replace(r"\[\*\]", r"\[\d+\]")
        return (
            leak.name == self.value
            and leak.where == self.where
            and tuple(leak.encoding) in self._encodings()
            and re.fullmatch(wanted, leak.path) is not None
        )

    def _encodings(self) -> set[tuple[str, ...]]:
        always = tuple(name for name in self.encoding if not name.endswith("?"))
        return {always, tuple(name.rstrip("?") for name in self.encoding)}


@dataclass(frozen=True, kw_only=True)
class Sdk:
    """One vendor's SDK: its package, the vendor's side, and what must be found."""

    name: str
    package: str
    files: Mapping[str, str]
    """`host/path` → file of the checkout; `{version}` stands for that of the package."""
    answers: Mapping[str, str]
    """`host/path prefix` → what the vendor's endpoint says."""
    headers: Mapping[str, Mapping[str, str]]
    """`host/path prefix` → headers that it adds."""
    rows: tuple[Row, ...]

    @property
    def domain(self) -> str:
        """The domain all its requests go to."""
        return f"{self.name}.test"

    @property
    def version(self) -> str:
        """The version that set-up installed."""
        told = json.loads(
            (CHECKOUT / "node_modules" / self.package / "package.json").read_text("utf-8")
        )
        return str(told["version"])


@cache
def sdks() -> dict[str, Sdk]:
    """Every SDK of `sdks/`, by name."""
    return {path.stem: _read(path) for path in sorted(SDKS.glob("*.toml"))}


def _read(path: Path) -> Sdk:
    told = tomllib.loads(path.read_text("utf-8"))
    return Sdk(
        name=path.stem,
        package=told["package"],
        files=told.get("files", {}),
        answers=told.get("answers", {}),
        headers=told.get("headers", {}),
        rows=tuple(row for group in told["found"] for row in _rows(group)),
    )


def _rows(group: Mapping[str, Any]) -> Iterator[Row]:
    for value, paths in group["at"].items():
        for path in [paths] if isinstance(paths, str) else paths:
            yield Row(
                value=value,
                sent_to=group["sent_to"],
                path=path,
                where=group.get("where", "body"),
                encoding=tuple(group.get("encoding", ())),
                leaving=group.get("leaving", False),
                missed=group.get("missed", ""),
            )
