"""A policy compiled for somebody: a header alone, explained, or as a line of a web server."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import auto

from scriptward.lib.found import found, one
from scriptward.policy import compile as room
from scriptward.policy.enforcement import Compiled, Directive, Enforcement
from scriptward.policy.language.policy import Policy
from scriptward.policy.needing.observed import observed
from scriptward.policy.needing.permitted import permitted
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Word

MOST_REASONS = 3
LONG = 4096
"""Bytes of a header from which servers and proxies may need a larger buffer."""


class Server(Word):
    """Whose words the header is given in."""

    HEADERS = auto()
    NGINX = auto()
    APACHE = auto()
    CADDY = auto()
    SNIPPET = auto()
    EDGE = auto()


LATER = frozenset({Server.SNIPPET, Server.EDGE})


def compiled(
    policy: Policy, visits: Iterable[Visit] | None = None, *, today: date | None = None
) -> Compiled:
    """The header. `visits`: None for all the policy permits, else only what they needed of it."""
    day = today or datetime.now(UTC).date()
    wanted = permitted(policy, today=day) if visits is None else observed(policy, visits, today=day)
    return one(room, "csp", Enforcement).compile(wanted)


def every(
    policy: Policy, visits: Iterable[Visit] | None = None, *, today: date | None = None
) -> tuple[Compiled, ...]:
    """All headers of a policy, in the order of their names. `visits`: as for `compiled`."""
    day = today or datetime.now(UTC).date()
    wanted = permitted(policy, today=day) if visits is None else observed(policy, visits, today=day)
    made = (one.compile(wanted) for one in found(room, Enforcement).values())
    return tuple(sorted(made, key=lambda result: result.header))


def line(result: Compiled, server: Server, *, report_only: bool = False) -> str:
    """The line that sends it. Raises UsageError for what can't be compiled for yet."""
    if server in LATER:
        raise UsageError(
            f"compiling for `{server.value}` comes later",
            hint="use headers, nginx, apache or caddy",
        )
    name, _ = result.sent_as(report_only=report_only)
    forms = {
        Server.HEADERS: f"{name}: {result.value}",
        Server.NGINX: f'add_header {name} "{result.value}" always;',
        Server.APACHE: f'Header always set {name} "{result.value.replace("%", "%%")}"',
        Server.CADDY: f'header {name} "{result.value}"',
    }
    return forms[server]


def told(result: Compiled) -> Iterator[str]:
    """What each word of it is for, what it lets out, and what it can't stop."""
    yield f"kept by: the {result.strength.value}, on every response that carries it"
    large = "; see whether your server and proxies take so much" if result.size > LONG else ""
    yield f"size: {result.size:,} bytes{large}"
    for directive in result.directives:
        yield ""
        yield directive.name
        yield from _directive(directive)
    yield ""
    yield "of the policy, not kept by this header:"
    yield from (f"  - {sentence}" for sentence in result.unkept or ("nothing",))
    yield "what this header can't stop:"
    yield from (f"  - {sentence}" for sentence in result.limits)


def _directive(directive: Directive) -> Iterator[str]:
    for opening in directive.openings:
        shown = opening.because[:MOST_REASONS]
        more = len(opening.because) - len(shown)
        yield f"  {opening.source}"
        yield f"      needed by {'; '.join(shown)}" + (f" and {more} more" if more else "")
    for hole in directive.holes:
        yield f"  HOLE {hole}"
    for sentence in directive.lets_out:
        yield f"  lets out: {sentence}"
