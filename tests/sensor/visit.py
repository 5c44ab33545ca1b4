"""What a page with the sensor in it has said."""

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import pytest
from playwright.sync_api import CDPSession, Page

from scriptward.vocabulary import sensor
from tests.sensor.site import Site

PATIENCE = 10_000
STEP = 10


@dataclass
class Visit:
    """One page with the sensor of a scan in it."""

    page: Page
    cdp: CDPSession
    site: Site
    secret: str
    binding: str
    records: list[sensor.Record] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    """What reached the binding without the secret."""
    errors: list[str] = field(default_factory=list)
    """Errors the page did not catch."""
    said: list[str] = field(default_factory=list)
    """What the page said through `finished`."""

    def heard(self, event: dict[str, str]) -> None:
        """Take one call of a binding."""
        text = event["payload"]
        if event["name"] == "finished":
            self.said.append(text)
        elif text.startswith(self.secret):
            record = msgspec.json.decode(text[len(self.secret) :], type=sensor.Record)
            self.records.append(record)
        else:
            self.foreign.append(text)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; fails after ten seconds."""
        for _ in range(PATIENCE // STEP):
            if holds():
                return
            self.page.wait_for_timeout(STEP)
        pytest.fail(f"never happened; said {self.said}, errors {self.errors}")

    def calls(self, api: str = "") -> list[sensor.Call]:
        """What was seen of one API, or of all."""
        return [r for r in self.records if isinstance(r, sensor.Call) and api in {"", r.api}]

    def reads(self, target: str, name: str = "") -> list[sensor.Reading]:
        """Readings of one kind of thing, of one name if given."""
        found = [r for r in self.records if isinstance(r, sensor.Reading)]
        return [r for r in found if r.target == target and name in {"", r.name}]

    def lost(self, why: str) -> int:
        """How many records were lost for a reason."""
        return sum(r.n for r in self.records if isinstance(r, sensor.Lost) and r.why == why)


def files(stack: tuple[sensor.Caller, ...]) -> list[str]:
    """Names of the files on a stack, innermost first."""
    return [frame.u.split("?")[0].rsplit("/", 1)[-1] for frame in stack]


def ends(calls: list[sensor.Call]) -> list[str]:
    """The last parts of the addresses that were called."""
    return [call.url.rsplit("/", 1)[-1] for call in calls]
