"""A policy compiled for somebody: its headers, as they are or as lines of a web server."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import auto

import msgspec

from scriptward.lib.found import found, one
from scriptward.policy import compile as room
from scriptward.policy.attributes import Attribute, attributes
from scriptward.policy.carriers import Carrier, narrowest
from scriptward.policy.carriers import told as too_long
from scriptward.policy.enforcement import Compiled, Enforcement, Form
from scriptward.policy.language.matching import is_own
from scriptward.policy.language.policy import Policy
from scriptward.policy.merging.allowlist import mistakes
from scriptward.policy.needing.needs import Needs
from scriptward.policy.needing.observed import observed
from scriptward.policy.needing.permitted import permitted
from scriptward.policy.options import Options
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Word


class Server(Word):
    """Whose words the header is given in."""

    HEADERS = auto()
    NGINX = auto()
    APACHE = auto()
    CADDY = auto()
    SNIPPET = auto()
    EDGE = auto()


LATER = frozenset({Server.SNIPPET, Server.EDGE})


class Compilation(msgspec.Struct, frozen=True, kw_only=True):
    """All that a policy compiles to."""

    headers: tuple[Compiled, ...]
    """In the order of their names."""
    integrity: tuple[Attribute, ...]
    too_long: tuple[str, ...]
    """Sentences on what a server or CDN on the way doesn't take."""
    remarks: tuple[str, ...] = ()
    """What is wrong with headers that are sent already."""


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
    return written(*result.sent_as(report_only=report_only), server)


def written(name: str, value: str, server: Server) -> str:
    """A header in a server's words. Raises UsageError for what can't be compiled for yet."""
    if server in LATER:
        raise UsageError(
            f"compiling for `{server.value}` comes later",
            hint="use headers, nginx, apache or caddy",
        )
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    forms = {
        Server.HEADERS: f"{name}: {value}",
        Server.NGINX: f'add_header {name} "{quoted}" always;',
        Server.APACHE: f'Header always set {name} "{quoted.replace("%", "%%")}"',
        Server.CADDY: f'header {name} "{quoted}"',
    }
    return forms[server]


def whole(
    policy: Policy,
    visits: Iterable[Visit] | None = None,
    *,
    options: Options | None = None,
    through: Iterable[Carrier] = (),
    report_only: bool = False,
    today: date | None = None,
) -> Compilation:
    """Every header, what to write into elements, and whom it is too long for.

    `through`: what the headers pass; the longest header is folded where one would be too long.
    """
    carried = tuple(through)
    wanted = wants(policy, visits, today=today)
    given = replace(checked(policy, options), most=narrowest(carried), report_only=report_only)
    headers = every_of(wanted, given)
    return Compilation(
        headers=headers,
        integrity=attributes(wanted),
        too_long=tuple(too_long(sent(headers, report_only=report_only), carried)),
        remarks=tuple(
            f"Connection-Allowlist: {mistake.text}"
            for mistake in mistakes(*given.sent_already("connection-allowlist"))
        ),
    )


def only(found: Compilation, names: Iterable[str]) -> Compilation:
    """The headers of these names. Raises UsageError for one that isn't compiled."""
    wanted = {name.lower() for name in names}
    if not wanted:
        return found
    made = {one.header.lower(): one.header for one in found.headers}
    for name in sorted(wanted - made.keys()):
        raise UsageError(
            f"no header {name[:60]!r} is compiled",
            hint=f"there are {', '.join(made.values())}; some have to be asked for by --with",
        )
    kept = tuple(one for one in found.headers if one.header.lower() in wanted)
    return msgspec.structs.replace(found, headers=kept)
