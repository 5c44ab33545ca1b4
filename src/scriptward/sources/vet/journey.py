"""What a person does on the prepared pages."""

from dataclasses import replace
from pathlib import Path

from scriptward.sources.journey import Action, Journey, Step, Typed

HOST = "www.willowmere-clinic.test"
SITE = f"https://{HOST}"
PATHS = ("/appointments", "/portal/sign-in", "/portal/results", "/billing/pay")
"""In the order visited."""
_FIELDS = {
    "/appointments": {
        "#site-search": "condition",
        "#full-name": "full_name",
        "#email": "email",
        "#phone": "phone",
        "#dob": "dob",
        "#ssn": "ssn",
        "#reason": "reason",
        "#callback-phone": "callback.phone",
    },
    "/portal/sign-in": {"#username": "username", "#password": "password"},
    "/billing/pay": {
        "#card-name": "full_name",
        "#card-number": "card_number",
        "#card-expiry": "card_expiry",
        "#card-cvv": "cvv",
        "#zip": "zip",
    },
}
"""`{path: {selector: canary}}`"""
_BUTTONS = {
    "/appointments": ("#search-go", "#send"),
    "/portal/sign-in": ("#enter",),
    "/portal/results": ("#next",),
    "/billing/pay": ("#pay",),
}


def driven() -> Journey:
    """Every page: come, look around, type, send, leave."""
    steps = (step for path in PATHS for step in _steps(path))
    numbered = tuple(replace(step, line=number) for number, step in enumerate(steps, 1))
    return Journey(path=Path("prepared pages"), start=SITE + PATHS[0], steps=numbered[1:])


def _steps(path: str) -> tuple[Step, ...]:
    come = Step(action=Action.GOTO, line=0, url=SITE + path)
    typing = (
        Step(action=Action.FILL, line=0, selector=selector, typed=Typed(canary=canary))
        for selector, canary in _FIELDS.get(path, {}).items()
    )
    sending = (Step(action=Action.CLICK, line=0, selector=one) for one in _BUTTONS[path])
    return (come, *typing, *sending)
