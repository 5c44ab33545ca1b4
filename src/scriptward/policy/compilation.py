"""A policy compiled for somebody: a header alone, explained, or as a line of a web server."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import auto

from scriptward.lib.found import found, one
from scriptward.policy import compile as room
from scriptward.policy.enforcement import Compiled, Directive, Enforcement, Form
from scriptward.policy.language.matching import is_own
from scriptward.policy.language.policy import Policy
from scriptward.policy.needing.needs import Needs
from scriptward.policy.needing.observed import observed
from scriptward.policy.needing.permitted import permitted
from scriptward.policy.options import Options
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
    policy: Policy,
    visits: Iterable[Visit] | None = None,
    *,
    today: date | None = None,
    options: Options | None = None,
) -> Compiled:
    """The Content-Security-Policy.

    `visits`: None for all the policy permits, else only what they needed of it.
    """
    wanted = wants(policy, visits, today=today)
    made = one(room, "csp", Enforcement).compile(wanted, checked(policy, options))
    if made is None:
        message = "a Content-Security-Policy is always made"
        raise LookupError(message)
    return made


def every(
    policy: Policy,
    visits: Iterable[Visit] | None = None,
    *,
    today: date | None = None,
    options: Options | None = None,
) -> tuple[Compiled, ...]:
    """All headers of a policy, in the order of their names. `visits`: as for `compiled`.

    A name may stand twice (two Content-Security-Policies hold both): see `sent`.
    """
    wanted = wants(policy, visits, today=today)
    return every_of(wanted, checked(policy, options))


def wants(
    policy: Policy, visits: Iterable[Visit] | None = None, *, today: date | None = None
) -> Needs:
    """What the headers have to let through. `visits`: as for `compiled`."""
    day = today or datetime.now(UTC).date()
    return permitted(policy, today=day) if visits is None else observed(policy, visits, today=day)


def every_of(wanted: Needs, options: Options) -> tuple[Compiled, ...]:
    """All headers for these needs."""
    made = [one.compile(wanted, options) for one in found(room, Enforcement).values()]
    kept = [result for result in made if result is not None]
    return tuple(sorted(kept, key=lambda result: (result.header, result.form is Form.REPORTS)))


def sent(results: Iterable[Compiled], *, report_only: bool = False) -> tuple[tuple[str, str], ...]:
    """`(name, value)` of each header to send, each name once.

    Where nothing may be blocked, headers without a `-Report-Only` form are left out.
    """
    lines: dict[str, list[str]] = {}
    for result in results:
        if not (report_only and result.form is Form.ENFORCES):
            name, value = result.sent_as(report_only=report_only)
            lines.setdefault(name, []).append(value)
    return tuple((name, ", ".join(values)) for name, values in lines.items())


def checked(policy: Policy, options: Options | None) -> Options:
    """The options, or those by default. Raises UsageError for a collector that isn't the site's."""
    given = options or Options()
    host = given.collector_host.partition(":")[0]
    if host and not is_own(policy, host):
        raise UsageError(
            f"reports hold full addresses, and {host} isn't the site's own",
            hint="give a path of the site, or name the host under `self`",
        )
    return given


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
