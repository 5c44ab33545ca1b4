"""Headers in words for people: what each word is for, who has to act, and what it can't stop."""

from collections.abc import Iterator

from scriptward.policy import attributes
from scriptward.policy.compilation import Compilation
from scriptward.policy.enforcement import Compiled, Directive, Form, Strength

MOST_REASONS = 3
LONG = 4096
"""Bytes of a header from which servers and proxies may need a larger buffer."""
KEPT_BY = {
    Strength.BROWSER: "the browser, on every response that carries it",
    Strength.GUARD: "the guard in the page, as well as it can",
    Strength.WATCH: "nobody: it is told, and blocks nothing",
}


def told(result: Compiled) -> Iterator[str]:
    """What each word of a header is for, what it lets out, and what it can't stop."""
    yield f"kept by: {KEPT_BY[result.strength]}"
    if result.browsers:
        yield f"in: {', '.join(_browsers(result))}"
    large = "; see whether your server and proxies take so much" if result.size > LONG else ""
    yield f"size: {result.size:,} bytes{large}"
    if result.acts:
        yield "who has to act:"
        yield from (f"  - {act.who.value}: {act.does}" for act in result.acts)
    if result.notes:
        yield "not as it was asked for:"
        yield from (f"  - {sentence}" for sentence in result.notes)
    for directive in result.directives:
        if not _is_off(directive):
            yield ""
            yield directive.name
            yield from _directive(directive)
    if off := [directive.name for directive in result.directives if _is_off(directive)]:
        yield ""
        yield f"for nobody: {', '.join(off)}"
    yield ""
    yield "of the policy, not kept by this header:"
    yield from (f"  - {sentence}" for sentence in result.unkept or ("nothing",))
    yield "what this header can't stop:"
    yield from (f"  - {sentence}" for sentence in result.limits)


def all_told(found: Compilation, *, report_only: bool) -> Iterator[str]:
    """Every header under its name, then elements and lengths."""
    left_out = [one.header for one in found.headers if report_only and one.form is Form.ENFORCES]
    if left_out:
        yield f"left out, having no form that only reports: {', '.join(left_out)}"
        yield ""
    if found.remarks:
        yield "wrong with what is sent already:"
        yield from (f"  - {sentence}" for sentence in found.remarks)
        yield ""
    if found.too_long:
        yield "too long on the way:"
        yield from (f"  - {sentence}" for sentence in found.too_long)
        yield ""
    for result in found.headers:
        if result.header not in left_out:
            name, _ = result.sent_as(report_only=report_only)
            yield f"About {name}"
            yield from told(result)
            yield ""
    if found.integrity:
        yield "What script elements should say, so that other bytes don't run (page templates):"
        yield from attributes.told(found.integrity)


def _browsers(result: Compiled) -> Iterator[str]:
    for one in result.browsers:
        remark = f" ({one.remark})" if one.remark else ""
        yield f"{one.name} {one.since}{remark}" if one.since else f"{one.name}: no"


def _is_off(directive: Directive) -> bool:
    return not (directive.openings or directive.holes or directive.lets_out)


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
