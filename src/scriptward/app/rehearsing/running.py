"""Does a journey in real Chromium, bare or under a policy, and keeps what a rehearsal compares."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from scriptward.analysis.observing import observed
from scriptward.app import scanning
from scriptward.app.rehearsing.applied import applied, is_ours
from scriptward.knowledge.approvals import Approvals
from scriptward.lib.pictures import Picture, picture
from scriptward.policy.language import Policy, approvals
from scriptward.policy.own_guard import without_guard
from scriptward.policy.rehearsing.records import Pass, Run, StepDone, Trouble
from scriptward.sources.journey import Journey
from scriptward.sources.scan.progress import Progress
from scriptward.sources.scan.watching import Message, Round, StepSeen, Trial, Watching
from scriptward.vocabulary.capture import Capture
from scriptward.vocabulary.observations import Visit

AGAIN, WARM = "-again", "-warm"
_LONG_ENOUGH = 4
"""Characters of a value that is taken out of messages; shorter ones are everywhere."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What every run of a rehearsal has in common."""

    urls: tuple[str, ...]
    journey: Journey
    browser: Path | str = ""
    browser_args: tuple[str, ...] = ()
    own_pages: bool = False
    """They are ours, so Chromium's sandbox may be left off where it can't start."""
    progress: Progress | None = None
    seed: int = field(default_factory=lambda: secrets.randbits(64), repr=False)
    """Of the patient: every run types the same, so that lengths and pictures can be compared."""


def bare(stage: Stage) -> Run:
    """The journey without the policy, twice from a fresh start: so what varies is known."""
    return _run(stage, None, rounds=("", AGAIN))


def policed(stage: Stage, policy: Policy) -> Run:
    """The journey with the policy enforced."""
    return _run(stage, policy, rounds=("",))


def _run(stage: Stage, policy: Policy | None, *, rounds: tuple[str, ...]) -> Run:
    watching = Watching()
    delivery = applied(policy) if policy else None
    capture = scanning.capture(
        stage.urls,
        journey=stage.journey,
        browser=stage.browser,
        browser_args=stage.browser_args,
        own_pages=stage.own_pages,
        progress=stage.progress,
        trial=Trial(
            watching=watching, rounds=rounds, warm=WARM, delivery=delivery, seed=stage.seed
        ),
    )
    seen = observed(capture, approvals=approvals(policy) if policy else Approvals())
    by_persona = _by_persona(seen)
    values = {one.text: f"[{one.name}]" for one in capture.values if len(one.text) >= _LONG_ENOUGH}
    passes = (_pass(one, by_persona.get(one.name, ()), values) for one in watching.rounds)
    return Run(passes=tuple(passes), failures=_failures(capture, stage.journey))


def _failures(capture: Capture, journey: Journey) -> tuple[str, ...]:
    steps = f"{journey.path}:"
    return tuple(one for one in capture.failures if not one.startswith(steps))


def _by_persona(visits: Iterable[Visit]) -> dict[str, tuple[Visit, ...]]:
    found: dict[str, tuple[Visit, ...]] = {}
    for visit in map(without_guard, visits):
        kept = msgspec.structs.replace(
            visit,
            flows=tuple(flow for flow in visit.flows if not is_ours(flow.request.url)),
            scripts=tuple(one for one in visit.scripts if not is_ours(one.url or "")),
        )
        found[visit.page.persona] = (*found.get(visit.page.persona, ()), kept)
    return found


def _pass(one: Round, visits: tuple[Visit, ...], values: Mapping[str, str]) -> Pass:
    return Pass(
        warm=one.name.endswith(WARM),
        steps=tuple(map(_step, one.steps)),
        troubles=tuple(_trouble(message, values) for message in one.messages),
        visits=visits,
    )


def _step(seen: StepSeen) -> StepDone:
    return StepDone(
        line=seen.line,
        words=seen.words,
        reason=seen.reason,
        page=seen.page,
        picture=_picture(seen.picture),
    )


def _picture(png: bytes) -> Picture | None:
    try:
        return picture(png) if png else None
    except ValueError:
        return None


def _trouble(message: Message, values: Mapping[str, str]) -> Trouble:
    text = message.text
    for value, name in values.items():
        text = text.replace(value, name)
    return Trouble(
        uncaught=message.uncaught,
        text=text,
        url=message.url.partition("?")[0],
        page=message.page.partition("?")[0],
        ours=message.uncaught and is_ours(message.url),
    )
