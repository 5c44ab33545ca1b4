"""Asks the guard's copy of `decide`, built from the sensor's sources as they are, in Node."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Self

from scriptward.policy.decide import Decision
from scriptward.policy.guard_table import day_number, table
from scriptward.policy.language.policy import Policy
from scriptward.policy.question import Question
from tools import sensor_build


class Twin:
    """The guard's engine in a process of its own; a line a policy."""

    def __init__(self, folder: Path, *more: str) -> None:
        """`folder`: where the bundle may be written; `more`: words for the bundler."""
        root = sensor_build.ROOT
        node = next(sensor_build.nodes())
        bundle = folder / "decide.mjs"
        esbuild = root / "node_modules" / "esbuild" / "bin" / "esbuild"
        entry = root / "sensor" / "test" / "decide.entry.ts"
        words = ["--format=esm", "--bundle", "--minify", "--platform=node", f"--outfile={bundle}"]
        subprocess.run([node, esbuild, entry, *words, *more, "--log-level=error"], check=True)
        self.process = subprocess.Popen(
            [node, bundle], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()

    def said(self, line: dict[str, object]) -> Any:
        """What it answers to a line."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def answers(
        self, policy: Policy, asked: Iterable[tuple[Question, date]]
    ) -> list[dict[str, object]]:
        """What it says to each question of a policy."""
        line = {"table": json.loads(table(policy)), "asked": list(_wired(asked))}
        said: list[dict[str, object]] = self.said(line)
        return said


def _wired(asked: Iterable[tuple[Question, date]]) -> Iterator[list[object]]:
    for question, day in asked:
        yield [wire(question), day_number(day)]


def wire(question: Question) -> dict[str, object]:
    """A question as the guard is asked it: what is None is not there."""
    said = asdict(question)
    code = {**said["code"], "party": said["code"]["party"] or ""}
    loaded = said["loaded"] and {**said["loaded"], "party": said["loaded"]["party"] or ""}
    wired = {
        "action": question.action,
        "page": question.page,
        "pageClass": question.page_class,
        "code": code,
        "loaded": loaded,
        "to": said["to"],
        "data": sorted(question.data, key=hash),
        "via": question.via,
    }
    return {key: value for key, value in wired.items() if value is not None}


def told(decision: Decision) -> dict[str, object]:
    """A decision in the guard's words."""
    return {
        "verdict": decision.verdict,
        "rules": [reason.rule for reason in decision.reasons],
        "removed": list(decision.removed),
        "uncovered": list(decision.uncovered),
        "byDefault": decision.by_default,
    }
