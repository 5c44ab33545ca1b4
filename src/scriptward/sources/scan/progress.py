"""How a scan tells what it is doing."""

from typing import Protocol


class Progress(Protocol):
    """Receives news of a running scan; none of them holds what was typed."""

    def page(self, url: str, *, of: int = 0) -> None:
        """A page is being visited. `of`: pages of the whole scan as far as known, 0 if unknown."""

    def seen(self, *, scripts: int, requests: int) -> None:
        """How much was seen so far."""

    def step(self, text: str) -> None:
        """A step of the journey begins."""

    def note(self, text: str) -> None:
        """Something the user should know, such as a browser without its sandbox."""


class Silent:
    """A `Progress` that says nothing."""

    def page(self, url: str, *, of: int = 0) -> None:
        """Nothing."""

    def seen(self, *, scripts: int, requests: int) -> None:
        """Nothing."""

    def step(self, text: str) -> None:
        """Nothing."""

    def note(self, text: str) -> None:
        """Nothing."""
