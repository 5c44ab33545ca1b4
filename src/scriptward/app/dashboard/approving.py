"""The page on which a person approves a policy's proposed lines, one by one.

It is a form without scripts: each button sends the ticks, and the answer is the same page with what
came of it, a file, or the way to the page of what was saved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from urllib.parse import urlencode

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from scriptward.app.dashboard.closed import signed_in
from scriptward.app.dashboard.forms import form_of
from scriptward.app.dashboard.policies import Policies
from scriptward.app.dashboard.rendering import page
from scriptward.app.policy_learning import Learnt
from scriptward.policy.amending import Line
from scriptward.vocabulary.errors import PolicyError, RunError, ScriptwardError, UsageError

SECTIONS = {
    "pages": "What pages are for",
    "recipients": "Who is who",
    "scripts": "What may run",
    "rules": "What may be read and sent",
}
MOST_LINES = 500
"""Shown at once: more ticks than that wouldn't fit into a form."""
NEEDED = {"by": "Write the name of who approves.", "why": "Write what it is for."}
_TICK = "line-"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a person filled in so far."""

    ticked: frozenset[str] = frozenset()
    by: str = ""
    why: str = ""
    trouble: Mapping[str, str] = field(default_factory=dict)
    """`{id of a field, or "": what is wrong}`"""
    changes: tuple[str, ...] = ()
    """Lines of a unified diff."""
    came_with: int = 0
    """Lines that came with the ticked ones."""


class Approving:
    """Endpoints of `/policy`."""

    def __init__(self, policies: Policies) -> None:
        """`policies`: what may be approved."""
        self._policies = policies

    async def show(self, request: Request) -> Response:
        """The proposed lines, none ticked."""
        site = self._site(request.query_params.get("site", ""))
        return await run_in_threadpool(self._page, request, site, Filled())

    async def take(self, request: Request) -> Response:
        """What a button asks for."""
        return await run_in_threadpool(self._taken, request)

    def _taken(self, request: Request) -> Response:
        form = form_of(request.scope)
        site, act = self._site(form.get("site", "")), form.get("act", "")
        filled = Filled(
            ticked=frozenset(name for name in form if name.startswith(_TICK)),
            by=form.get("by", ""),
            why=form.get("why", ""),
        )
        if act.startswith(("tick-", "untick-")):
            return self._ticked(request, site, filled, act)
        if trouble := _missing(filled, named=act != "look"):
            return self._page(request, site, _but(filled, trouble), status=422)
        try:
            return self._done(request, site, filled, act)
        except UsageError as error:
            again = _but(filled, {"": f"{error}: {error.hint}"})
            return self._page(request, site, again, status=409)
        except (PolicyError, RunError):
            return self._page(request, site, filled, status=503)

    def _done(self, request: Request, site: str, filled: Filled, act: str) -> Response:
        """Raises what `learnt` does."""
        given = {"by": filled.by, "why": filled.why}
        self._still_there(site, filled.ticked)
        if act == "look":
            return self._looked(request, site, filled)
        if act == "save":
            found = self._policies.saved(site, filled.ticked, **given)
            number = _noted(request, site, found, "saved")
            way = urlencode({"site": site, "saved": number})
            return RedirectResponse(f"/policy?{way}", status_code=303)
        found = self._policies.accepted(site, filled.ticked, **given)
        _noted(request, site, found, "downloaded")
        name = self._policies.file_name(site)
        return Response(
            found.text,
            media_type="application/yaml",
            headers={"content-disposition": f'attachment; filename="{name}"'},
        )

    def _still_there(self, site: str, ticked: Iterable[str]) -> None:
        """Raises UsageError where a ticked line isn't proposed any more."""
        there = {line.id for line in self._policies.proposed(site).result.lines}
        if set(ticked) - there:
            raise UsageError(
                "some of the ticked lines aren’t proposed now",
                hint="the policy or the runs have changed; look at the lines that are left",
            )

    def _looked(self, request: Request, site: str, filled: Filled) -> Response:
        found = self._policies.accepted(site, filled.ticked, by=filled.by, why=filled.why)
        file = self._policies.file(site)
        old = file.read_text("utf-8") if file else ""
        changes = unified_diff(old.splitlines(), found.text.splitlines(), n=1, lineterm="")
        taken = frozenset(line.id for line in found.result.lines if line.accepted)
        seen = Filled(
            ticked=taken,
            by=filled.by,
            why=filled.why,
            changes=tuple(changes)[2:],
            came_with=len(taken - filled.ticked),
        )
        return self._page(request, site, seen)

    def _ticked(self, request: Request, site: str, filled: Filled, act: str) -> Response:
        word, _, section = act.partition("-")
        try:
            shown = self._policies.proposed(site).result.lines[:MOST_LINES]
        except ScriptwardError:
            shown = ()
        meant = {line.id for line in shown if line.section == section}
        ticked = filled.ticked | meant if word == "tick" else filled.ticked - meant
        again = Filled(ticked=frozenset(ticked), by=filled.by, why=filled.why)
        return self._page(request, site, again)

    def _page(self, request: Request, site: str, filled: Filled, *, status: int = 200) -> Response:
        found, broken = None, ""
        try:
            found = self._policies.proposed(site) if site else None
        except (PolicyError, RunError, UsageError) as error:
            broken = f"{error}: {error.hint}" if error.hint else str(error)
        file = self._policies.file(site)
        lines = found.result.lines if found else ()
        saved = request.query_params.get("saved", "")
        return page(
            request,
            "policy.html",
            status=status,
            site=site,
            sites=self._policies.sites,
            file=file.name if file else "",
            saves=self._policies.saves(site),
            found=found,
            broken=broken,
            sections=_sections(lines[:MOST_LINES]),
            hidden=max(0, len(lines) - MOST_LINES),
            total=len(lines),
            runs=tuple(Path(name).name for name in found.result.runs) if found else (),
            names={line.id: line.text.partition(":")[0] for line in lines},
            act=form_of(request.scope).get("act", ""),
            filled=filled,
            saved=int(saved) if saved.isascii() and saved.isdigit() and len(saved) < 6 else 0,  # noqa: PLR2004  # no such number of lines
        )

    def _site(self, asked: str) -> str:
        """The site asked for, if it is known; else the first."""
        sites = self._policies.sites
        return asked if asked in sites else next(iter(sites), "")


def _sections(lines: Iterable[Line]) -> tuple[tuple[str, str, tuple[Line, ...]], ...]:
    """(name, heading, lines) of each section that has any."""
    every = tuple(lines)
    found = (
        (name, heading, tuple(line for line in every if line.section == name))
        for name, heading in SECTIONS.items()
    )
    return tuple(one for one in found if one[2])


def _missing(filled: Filled, *, named: bool) -> dict[str, str]:
    """What has to be filled in first, by field."""
    found = {} if filled.ticked else {"": "Tick at least one line."}
    if named:
        given = {"by": filled.by, "why": filled.why}
        found |= {name: says for name, says in NEEDED.items() if not given[name].strip()}
    return found


def _but(filled: Filled, trouble: Mapping[str, str]) -> Filled:
    return Filled(ticked=filled.ticked, by=filled.by, why=filled.why, trouble=trouble)


def _noted(request: Request, site: str, found: Learnt, what: str) -> int:
    """Log who took which lines; gives their number."""
    who = signed_in(request.scope)
    taken = [line.id for line in found.result.lines if line.accepted]
    _log.info(
        f"policy lines approved and {what}",
        site=site,
        signed_in=who.person if who else "",
        lines=taken,
    )
    return len(taken)
