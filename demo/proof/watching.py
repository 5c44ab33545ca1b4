"""What ran and by which API it sent, seen from bare Playwright while the journey runs."""

import hashlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, CDPSession, Error, Request

from . import driving

CHANNELS = {"ping": "beacon", "stylesheet": "css", "document": "frame"}
STARTS_WITHIN = 50
"""Milliseconds: a click on a `javascript:` address is done before its code runs."""
DRIVERS = ("utilityScript", "const module = {};", "previewNode")
"""Words of the code that Playwright itself evaluates in a page."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """A piece of code without an address of its own."""

    page: str
    """Path of the document."""
    text: str = field(repr=False)
    caller: str
    """Address of the script that made it; empty for the parser."""

    @property
    def sha256(self) -> str:
        """Hex digest of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Drive:
    """One run of the journey."""

    seconds: float
    arrivals: tuple[dict[str, Any], ...]
    """The server's log, with `page`: the path of the last document before it."""
    channels: frozenset[tuple[str, str]]
    """(host, channel) pairs."""
    code: tuple[Code, ...]
    workers: frozenset[str]
    """Addresses of dedicated workers."""


def drive(browser: Path, *options: str, pause: float = 0) -> Drive:
    """Run the journey once on a fresh clinic. `options`: for `serve.py`; `pause`: milliseconds."""
    with driving.clinic(*options) as clinic:
        with driving.context(clinic, browser) as context:
            channels: set[tuple[str, str]] = set()
            workers: set[str] = set()
            context.on("request", lambda request: channels.add(_channel(request)))
            page = context.new_page()
            page.on("worker", lambda worker: workers.add(worker.url))
            watch = _Watch(context, page)
            started = time.monotonic()
            driving.run(page, driving.VALUES, after_step=watch.look, pause=pause)
            seconds = time.monotonic() - started
        lines = clinic.log.read_text("utf-8").splitlines()
    return Drive(
        seconds=seconds,
        arrivals=tuple(_with_pages([json.loads(line) for line in lines])),
        channels=frozenset(channels),
        code=tuple(watch.code),
        workers=frozenset(workers),
    )


class _Watch:
    """Keeps the text of every script without an address; asks right after each step."""

    def __init__(self, context: BrowserContext, page: Any) -> None:  # noqa: ANN401  # sync Page
        self.code: list[Code] = []
        self._page = page
        self._parsed: list[dict[str, Any]] = []
        self._session: CDPSession = context.new_cdp_session(page)
        self._session.on("Debugger.scriptParsed", self._note)
        self._session.send("Debugger.enable")

    def _note(self, script: dict[str, Any]) -> None:
        self._parsed.append(script)

    def look(self) -> None:
        """Take the text of what was parsed since the last look."""
        self._page.wait_for_timeout(STARTS_WITHIN)
        taken, self._parsed[:] = list(self._parsed), []
        for script in taken:
            ours = script.get("executionContextAuxData", {}).get("type") == "default"
            if ours and not _is_file(script):
                self._keep(script)

    def _keep(self, script: dict[str, Any]) -> None:
        try:
            answer = self._session.send(
                "Debugger.getScriptSource", {"scriptId": script["scriptId"]}
            )
        except Error:
            return  # the page has gone; the same code is seen on another one
        text = answer["scriptSource"]
        if text and not any(word in text for word in DRIVERS):
            frames = script.get("stackTrace", {}).get("callFrames", [])
            caller = frames[0]["url"] if frames else ""
            path = urlsplit(self._page.url).path
            self.code.append(Code(page=path, text=text, caller=caller))


def _is_file(script: dict[str, Any]) -> bool:
    """Whether the whole text is what its address gives."""
    starts = script["startLine"] == 0 and script["startColumn"] == 0
    return bool(starts and script["url"].startswith("https:"))


def _channel(request: Request) -> tuple[str, str]:
    kind = request.resource_type
    channel = CHANNELS.get(kind, kind)
    if channel == "frame" and request.method == "POST":
        channel = "form"
    return urlsplit(request.url).hostname or "", channel


def _with_pages(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    page = ""
    for row in rows:
        if row.get("headers", {}).get("sec-fetch-dest") == "document" and row["method"] == "GET":
            page = row["path"]
        row["page"] = page
    return rows
