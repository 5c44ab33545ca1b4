"""The shape of what was received."""

from dataclasses import dataclass, field
from enum import auto

from scriptward.vocabulary.words import Word


class Role(Word):
    """What a response is to its page."""

    PAGE = auto()
    FRAME = auto()
    ERROR = auto()
    WORKER = auto()
    SCRIPT = auto()
    STYLE = auto()
    IMAGE = auto()
    NOT_MODIFIED = "not modified"
    REDIRECT = auto()
    GUARD = auto()
    REPORTS = auto()


DOCUMENTS = frozenset({Role.PAGE, Role.FRAME, Role.ERROR})
PARTS = frozenset({Role.WORKER, Role.SCRIPT, Role.STYLE, Role.IMAGE, Role.GUARD})


@dataclass(frozen=True, kw_only=True)
class Response:
    """One answer as it came, each line of its headers apart."""

    role: Role
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, in their order; a name may stand twice."""
    body: bytes = field(default=b"", repr=False)
    """Without its compression; the beginning where it is longer than may be read."""

    def values(self, name: str) -> tuple[str, ...]:
        """Values of a header, a line each. `name`: in lower case."""
        return tuple(value for held, value in self.headers if held == name)

    def value(self, name: str) -> str:
        """The first of them; empty without one."""
        return next(iter(self.values(name)), "")


@dataclass(frozen=True, kw_only=True)
class Received:
    """All that was asked for one page."""

    url: str
    """As it was given."""
    responses: tuple[Response, ...]
    again: Response | None = None
    """The page, asked for a second time without validators: for nonces."""
    guard: Response | None = None
    """What the address of the guard's element answers."""
    reports: Response | None = None
    """What the place of reports answers to a GET."""
    failures: tuple[str, ...] = ()
    """What couldn't be fetched, a sentence each."""
    left_out: tuple[str, ...] = ()
    """What wasn't asked for, a sentence each."""

    @property
    def page(self) -> Response | None:
        """The page itself."""
        return next((one for one in self.responses if one.role is Role.PAGE), None)
