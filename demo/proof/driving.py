"""The clinic's journey in bare Playwright: what happens when nobody watches."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright
from ruamel.yaml import YAML

FOLDER = Path(__file__).resolve().parents[1]
JOURNEY = FOLDER / "journey.yaml"
VALUES = {
    "newsletter.email": "monthly.sparrow@patient-mail.example",
    "search_phrase": "waterwheel insulin pump 7431",
    "zip": "60614",
    "reason": "numb toes since the lantern festival",
    "medication": "glimepirox 14 mg",
    "given_name": "Oriella",
    "family_name": "Quandt-Veldhuis",
    "dob": "03/19/1971",
    "mrn": "MRN 40417733",
    "email": "kestrel.oq@patient-mail.example",
    "phone": "(312) 555-0187",
    "street_address": "4418 Thimble Row",
    "home.zip": "60657",
    "chat.message": "is the parking lot open on thursdays",
    "member_id": "WBM-88213407",
    "username": "fernbridge71",
    "password": "Heron!Ferry-2291",
    "subject": "refill before the harvest trip",
    "message": "my left foot tingles at night please advise",
    "account_number": "ACC-5530187",
    "full_name": "Tamsin Rookwood Ley",
    "card_number": "4000056655665556",
    "exp": "11/31",
    "cvv": "848",
    "hsa.card_number": "5200828282828210",
}
"""Made-up values of a made-up patient, one a canary of the journey; none is a part of another."""
CHOSEN = {"visit": "endocrine-new-patient"}
"""What the journey picks from lists, by the field's name, as reports call it."""
ORDINARY = ("--disable-blink-features=AutomationControlled",)
"""Vendors keep quiet before a browser that says it is driven."""


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """A running clinic."""

    url: str
    browser_args: tuple[str, ...]
    log: Path


@contextlib.contextmanager
def clinic(*options: str) -> Iterator[Clinic]:
    """A running `demo/serve.py` on a free port; stopped at the end."""
    command = [sys.executable, str(FOLDER / "serve.py"), "--port", "0", *options]
    with subprocess.Popen(  # noqa: S603  # our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        said = json.loads(server.stdout.readline()) if server.stdout else {}
        yield Clinic(
            url=said["url"], browser_args=tuple(said["browser_args"]), log=Path(said["log"])
        )
        server.communicate(timeout=10)


@contextlib.contextmanager
def context(clinic: Clinic, browser: Path) -> Iterator[BrowserContext]:
    """A fresh Chromium that reaches the clinic. Our own pages, so it may run without sandbox."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser, args=[*ORDINARY, "--no-sandbox", *clinic.browser_args]
        )
        agent = chromium.new_page().evaluate("navigator.userAgent").replace("Headless", "")
        yield chromium.new_context(user_agent=agent)
        chromium.close()


def run(
    page: Page,
    values: Mapping[str, str],
    *,
    after_step: Callable[[], None] = lambda: None,
    pause: float = 0,
) -> None:
    """Do every step of the journey, then leave the last page so that it sends what it has.

    `pause`: milliseconds after each step, for a patient who reads.
    """
    journey = YAML(typ="safe").load(JOURNEY)
    page.goto(journey["start"])
    for step in journey["steps"]:
        ((verb, words),) = step.items()
        STEPS[verb](page, words, values)
        page.wait_for_timeout(pause)
        after_step()
    page.wait_for_timeout(1000)
    after_step()
    page.goto("about:blank")


def _value(word: str | Mapping[str, str], values: Mapping[str, str]) -> str:
    return values.get(word, word) if isinstance(word, str) else word["literal"]


def _wait(page: Page, words: Any, _: Mapping[str, str]) -> None:  # noqa: ANN401  # YAML
    if isinstance(words, int | float):
        page.wait_for_timeout(words * 1000)
    elif "url" in words:
        page.wait_for_url(words["url"])
    else:
        page.wait_for_selector(words["selector"])


STEPS = {
    "goto": lambda page, words, _: page.goto(words),
    "click": lambda page, words, _: page.click(words),
    "fill": lambda page, words, values: page.fill(
        words["selector"], _value(words["value"], values)
    ),
    "select": lambda page, words, values: page.select_option(
        words["selector"], _value(words["value"], values)
    ),
    "press": lambda page, words, _: page.press(words["selector"], words["key"]),
    "wait": _wait,
}
