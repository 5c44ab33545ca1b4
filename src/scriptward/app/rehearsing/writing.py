"""A rehearsal as text and JSON."""

from collections.abc import Iterable, Iterator

import msgspec

from scriptward.app.verdict import Status
from scriptward.lib.plain import plain
from scriptward.policy.rehearsing.result import Break, Cause, Rehearsal

MOST = 20
"""Things listed of one kind; JSON has all."""


def written(result: Rehearsal, form: str) -> str:
    """The result as `json` or `text`."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(result), indent=2).decode() + "\n"
    return "".join(f"{plain(line)}\n" for line in _lines(result))


def status_of(result: Rehearsal) -> Status:
    """1 where something breaks or a forbidden request got out; an incomplete one wins."""
    if not result.complete:
        return Status.INCOMPLETE
    return Status.FINDINGS if result.breaks or result.escaped else Status.CLEAN


def _lines(result: Rehearsal) -> Iterator[str]:
    for group in _alike(result.breaks):
        yield from map(_broken, group)
        yield from _why(group[0])
    for name, requests in (("ESCAPED", result.escaped), ("INSTEAD", result.instead)):
        for got in requests[:MOST]:
            yield f"{name:8} {got.says} on {got.page}"
    if result.stopped:
        count = len(result.stopped)
        yield f"{count} forbidden thing{'' if count == 1 else 's'} stopped, and nothing needs them:"
        yield from (f"         {one.says}" for one in result.stopped[:MOST])
    yield from _loosening(result)
    yield from result.failures
    often = "twice under the policy, the second time warm" if result.warm else "once under it"
    breaks = len(result.breaks)
    yield (
        f"{breaks} break{'' if breaks == 1 else 's'} in {result.steps} steps of {result.journey} "
        f"under {result.policy}: done twice without, {often}"
    )


def _alike(breaks: Iterable[Break]) -> tuple[list[Break], ...]:
    """Breaks with the same causes together: what is behind them is said once."""
    groups: dict[tuple[object, ...], list[Break]] = {}
    for one in breaks:
        groups.setdefault((one.causes, one.mended_by, one.no_line), []).append(one)
    return tuple(groups.values())


def _broken(one: Break) -> str:
    when = " (in a browser that was there before)" if one.warm else ""
    return f"{one.kind.upper().replace('_', ' '):8} {one.says}{when}"


def _why(one: Break) -> Iterator[str]:
    for cause in one.causes:
        yield f"         {'because' if one.proved else 'perhaps because'} {_cause(cause)}"
        for reason in cause.reasons:
            there = f"{reason.file} line {reason.line}: ".lstrip() if reason.line else ""
            yield f"           {there}{reason.rule}: {reason.says}"
    if one.mended_by:
        yield f"         mended by {', '.join(one.mended_by)}"
    elif one.no_line:
        yield f"         no line proposed: {one.no_line}"


def _cause(cause: Cause) -> str:
    by = f" ({cause.directive} of the Content-Security-Policy)" if cause.directive else ""
    return f"{cause.says}: {cause.verdict}{by}"


def _loosening(result: Rehearsal) -> Iterator[str]:
    found = result.loosening
    if not found.lines:
        return
    yield "The smallest loosening:"
    for line in found.lines:
        yield f"  {line.id}  {line.section}: {line.text}"
        yield from (f"               because {why}" for why in line.why)
    left = found.breaks_left
    yield (
        f"  rehearsed again with it: {left} break{'' if left == 1 else 's'} left, "
        f"{len(found.escaped)} forbidden request{'' if len(found.escaped) == 1 else 's'} got out"
    )
    if found.written:
        yield f"  written to {found.written}"
    else:
        yield from found.diff.splitlines()
