"""Progress of a long command: a moving line on a terminal, one line when it is none."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from scriptward.lib.plain import plain

WIDTH = 100


@contextmanager
def reading(files: Sequence[Path]) -> Iterator[Callable[[int], object]]:
    """Says on standard error how far files are read. Gives what is told the bytes read since."""
    size = 0
    for file in files:
        with suppress(OSError):
            size += file.stat().st_size
    label = f"reading {plain(files[0].name) if len(files) == 1 else f'{len(files)} files'}"
    with click.progressbar(length=size, label=label, file=sys.stderr, show_pos=False) as bar:
        yield bar.update


class Console:
    """Says on standard error which page and step is under way, and how much was seen so far."""

    def __init__(self) -> None:
        """Look whether standard error is a terminal."""
        self.moving = sys.stderr.isatty()
        self.pages = self.expected = 0
        self.counted = ""

    def __enter__(self) -> Self:
        """Begin."""
        if not self.moving:
            click.echo("scanning …", err=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear the moving line."""
        if self.moving:
            click.echo("\r\x1b[K", nl=False, err=True)

    def page(self, url: str, *, of: int = 0) -> None:
        """A page is being visited."""
        self.pages += 1
        self.expected = max(of, self.pages) if of else 0
        self._show(url.partition("?")[0].partition("#")[0])

    def seen(self, *, scripts: int, requests: int) -> None:
        """How much was seen so far."""
        self.counted = f" · {_counted(scripts, 'script')} · {_counted(requests, 'request')}"

    def step(self, text: str) -> None:
        """A step of the journey is being done."""
        self._show(text)

    def note(self, text: str) -> None:
        """Something a person should know, kept on a line of its own."""
        if self.moving:
            click.echo("\r\x1b[K", nl=False, err=True)
        click.echo(f"note: {plain(text)}", err=True)

    def _show(self, text: str) -> None:
        if self.moving:
            of = f"/{self.expected}" if self.expected > 1 else ""
            line = f"page {self.pages}{of}{self.counted} · {text}"
            click.echo(f"\r\x1b[K{plain(line)[:WIDTH]}", nl=False, err=True)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
