"""Reporting-Endpoints: where browsers send what the other headers refused; the own collector only.

Source: W3C Reporting API. A report holds full addresses, so it may hold what a patient typed.
"""

from scriptward.lib.structured_fields import FieldError, read_dictionary, string, written
from scriptward.policy.enforcement import (
    Act,
    Actor,
    Compiled,
    Form,
    Strength,
    either,
    enforcement,
    explained,
    sized,
)
from scriptward.policy.needing.needs import Needs
from scriptward.policy.options import GROUP, Options

HEADER = "Reporting-Endpoints"
LIMITS = (
    "reports come up to a minute late; a browser that refuses background sync sends none at all",
    "no report says which script did it: that is what the sensor sees",
)


@enforcement(header=HEADER)
def reporting_endpoints(needs: Needs, options: Options) -> Compiled | None:
    """The header, where reports are wanted."""
    endpoint = options.endpoint(needs.site)
    if not endpoint:
        return None
    members = {GROUP: string(endpoint)}
    notes: list[str] = []
    for value in options.sent_already(HEADER):
        for name, held in _read(value).items():
            if name == GROUP:
                continue
            members[name] = held
            if "://" in held:
                notes.append(f"{name}={held} is sent already: it may be another host; it stays")
    value = ", ".join(f"{name}={held}" for name, held in members.items())
    because = "always: the own collector"
    return Compiled(
        header=HEADER,
        value=value,
        strength=Strength.WATCH,
        size=sized(HEADER, value),
        directives=(explained(GROUP, [(string(endpoint), because)]),),
        unkept=(),
        limits=LIMITS,
        form=Form.HARMLESS,
        browsers=either("96", "96", "130", "16.4"),
        acts=(
            Act(
                who=Actor.WEB_SERVER,
                does=f"pass {endpoint} on to the collector, without asking for a log-in",
            ),
        ),
        notes=tuple(notes),
    )


def _read(value: str) -> dict[str, str]:
    try:
        return {name: written(one) for name, one in read_dictionary(value).items()}
    except FieldError:
        return {}
