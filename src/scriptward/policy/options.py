"""What whoever compiles a policy chooses: nothing of it stands in the policy file."""

import re
from dataclasses import dataclass
from enum import auto

from scriptward.policy.language.pattern import host_problem
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import Word

GROUP = "scriptward"
"""Name of the group of endpoints that reports go to."""
COLLECTOR = "/_scriptward"
_NONCE = re.compile(r"[A-Za-z0-9+/_=.${}:-]{1,200}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,30}")
_PATH = re.compile(r"(?:https://(?P<host>[A-Za-z0-9.-]+(?::\d+)?))?(?:/[A-Za-z0-9._~-]+)+")
_NEVER = frozenset({"javascript", "data", "blob", "http", "https", "ws", "wss"})


class Redirects(Word):
    """What `Connection-Allowlist` does with them."""

    BLOCK = auto()
    """None is followed, the site's own neither: a log-in that answers POST by 302 ends there."""
    FOLLOW = auto()
    """All are, to anywhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """Choices beside the policy; as they are by default, nothing needs work in the pages."""

    connection_allowlist: bool = False
    redirects: Redirects = Redirects.BLOCK
    links: tuple[str, ...] = ()
    """Hosts the site's links may lead to; for `Connection-Allowlist`."""
    schemes: tuple[str, ...] = ()
    """Schemes of links, beside `tel`, `mailto` and `sms`."""
    trusted_types: bool = False
    nonce: str = ""
    """What the server writes a fresh nonce as; empty where pages are cached: digests are used."""
    strict_dynamic: bool = False
    """Code that runs may load more, whatever the host; only with a nonce."""
    collector: str = COLLECTOR
    """Path on the site, or address of an own host; empty: nothing is reported."""
    existing: tuple[tuple[str, str], ...] = ()
    """`(name, value)` of headers that the site sends already."""
    report_only: bool = False
    """Nothing may be blocked yet: what is sent already stays, and ours only reports beside it."""
    most: int = 0
    """Bytes that one header may have; 0: any."""

    def __post_init__(self) -> None:
        """Raises UsageError for what can't stand in a header."""
        if self.nonce and not _NONCE.fullmatch(self.nonce):
            raise UsageError(
                "this can't stand for a nonce in a header",
                hint="write your server's variable, such as $request_id, without quotes",
            )
        if self.strict_dynamic and not self.nonce:
            raise UsageError(
                "`'strict-dynamic'` needs a nonce", hint="add --nonce, or leave it out"
            )
        for scheme in self.schemes:
            if not _SCHEME.fullmatch(scheme) or scheme in _NEVER:
                raise UsageError(
                    f"`{scheme}` is no scheme of links beside the web's own",
                    hint="write it bare and in lower case, such as `whatsapp`",
                )
        for host in self.links:
            if problem := host_problem(host):
                raise UsageError(f"`{host}` is no host", hint=problem)
        if self.collector and not _PATH.fullmatch(self.collector):
            raise UsageError(
                f"`{self.collector}` is no place for reports",
                hint="write a path of the site, such as /_scriptward",
            )

    @property
    def collector_host(self) -> str:
        """Host of the collector where it isn't a path of the site; else empty."""
        found = _PATH.fullmatch(self.collector)
        return (found["host"] or "").lower() if found else ""

    def endpoint(self, site: str) -> str:
        """Where reports about a site go; empty where nowhere."""
        return f"{self.collector}/csp/{site}" if self.collector else ""

    def value(self, ours: str, merged: str) -> str:
        """Which of the two is sent: ours alone where what is sent already goes on beside it."""
        return ours if self.report_only else merged

    def sent_already(self, name: str) -> tuple[str, ...]:
        """Values of a header that the site sends, in their order. `name`: any case."""
        wanted = name.lower()
        return tuple(value for held, value in self.existing if held.lower() == wanted)
