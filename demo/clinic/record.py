"""What arrived, as JSON lines: the clinic's truth is proven by this file."""

import base64
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TextIO


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One request as the server got it."""

    host: str
    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    """Names in lower case."""
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that lower-case name; empty if there is none."""
        return next((value for key, value in self.headers if key == name), "")


class Record:
    """A file of JSON lines that grows by one line an arrival."""

    def __init__(self, path: Path) -> None:
        """`path`: emptied first."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file: TextIO = path.open("w", encoding="utf-8")

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def request(self, arrival: Arrival) -> None:
        """One HTTP request, or the opening of a WebSocket."""
        self._line(
            kind="request",
            host=arrival.host,
            method=arrival.method,
            path=arrival.path,
            query=arrival.query,
            headers=dict(arrival.headers),
            referer=arrival.header("referer"),
            body=base64.b64encode(arrival.body).decode(),
        )

    def frame(self, arrival: Arrival, payload: bytes, *, sent: bool) -> None:
        """One WebSocket message; `sent`: by the browser."""
        self._line(
            kind="websocket",
            host=arrival.host,
            path=arrival.path,
            sent=sent,
            body=base64.b64encode(payload).decode(),
        )

    def _line(self, **row: object) -> None:
        if self._file.closed:
            return
        self._file.write(json.dumps({"at": round(time.time(), 3), **row}) + "\n")
        self._file.flush()
