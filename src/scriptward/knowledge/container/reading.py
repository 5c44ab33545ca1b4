"""Reads a container's text: Google's in full, others by name only.

Source: published containers of Google Tag Manager and the Google tag (`gtm.js`, `gtag/js`).
"""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scriptward.knowledge.container.rules import rules
from scriptward.knowledge.container.source import LONGEST, Settings, settings
from scriptward.knowledge.container.tags import Tags
from scriptward.knowledge.container.templates import templates
from scriptward.knowledge.container.values import Digests, Values, Work
from scriptward.knowledge.container.variables import Variables, named
from scriptward.vocabulary.container import Container, Variable

_MOST_TAGS = 2_000
_MOST_VARIABLES = 5_000
_MOST_RULES = 5_000
_STEPS = 200_000
"""Values that are looked at in one container."""
_ID = re.compile(r"(?:GTM|GT|G|AW|DC|UA|MC|HA|TAG)-[A-Z0-9][A-Z0-9-]{1,40}")
_ID_IN_CODE = re.compile(r"ctid[\"']?\s{0,3}[:=]\s{0,3}[\"'](" + _ID.pattern + r")[\"']")
_ID_IN_BLOB = "5"
_LONGEST_URL = 2_000
_OTHERS = (
    ("Tealium iQ", ("utag_condload", "utag.loader")),
    ("Matomo Tag Manager", ("MatomoTagManager.addContainer(",)),
    ("Adobe Launch", ("_satellite.container=",)),
)
"""Other products, and texts that all stand in their containers."""


def read(source: str, url: str) -> Container | None:
    """What a script's text says as a container; None where it is none.

    `url`: its address, which may tell its id. Never raises. What can't be read is left out, and
    `reason` says so.
    """
    found = settings(source)
    if found:
        return _container(found, source, url)
    for product, signs in _OTHERS:
        if all(sign in source for sign in signs):
            return Container(product=product, id="", reason=f"{product}'s format is not read")
    return None


def _container(found: Settings, source: str, url: str) -> Container:
    macros = _mappings(found.macros[:_MOST_VARIABLES])
    raw_tags = _mappings(found.tags[:_MOST_TAGS])
    work = Work(_STEPS)
    values = Values(names=[named(macro) for macro in macros], work=work)
    digests = Digests(macros, work)
    made = rules(found.rules[:_MOST_RULES], found.predicates[:_MOST_RULES], raw_tags, values)
    tags = Tags(
        raw=raw_tags,
        values=values,
        variables=Variables(macros, values),
        rules=made,
        templates=templates(found.runtime, found.permissions, work),
        digests=digests,
    )
    listed = tags.all()
    variables = tuple(
        Variable(
            index=number,
            function=str(macro.get("function", ""))[:100],
            name=values.name(number),
            digest=digests.of_variable(number),
        )
        for number, macro in enumerate(macros)
    )
    container_id = _id(found, source, url)
    gtm = container_id.startswith("GTM-") or not container_id
    return Container(
        product="Google Tag Manager" if gtm else "Google tag",
        id=container_id,
        version=found.version,
        tags=listed,
        variables=variables,
        reason=_reason(found, source, work),
    )


def _reason(found: Settings, source: str, work: Work) -> str:
    reasons = [found.reason] if found.reason else []
    if found.reason and len(source) > LONGEST:
        reasons.append(f"only its first {LONGEST:,} characters were looked at")
    over = (
        ("tags", len(found.tags), _MOST_TAGS),
        ("variables", len(found.macros), _MOST_VARIABLES),
        ("conditions", len(found.predicates), _MOST_RULES),
        ("rules", len(found.rules), _MOST_RULES),
    )
    reasons.extend(f"only {most:,} of {n:,} {what} were read" for what, n, most in over if n > most)
    if work.spent:
        reasons.append("its settings are larger than is read")
    return "; ".join(reasons)


def _id(found: Settings, source: str, url: str) -> str:
    """By the container itself, else by its address."""
    stated = found.blob.get(_ID_IN_BLOB)
    if isinstance(stated, str) and _ID.fullmatch(stated):
        return stated
    in_code = _ID_IN_CODE.search(source, 0, LONGEST)
    if in_code:
        return in_code[1]
    try:
        asked = parse_qs(urlsplit(url[:_LONGEST_URL]).query).get("id", [""])[0]
    except ValueError:
        return ""
    return asked if _ID.fullmatch(asked) else ""


def _mappings(items: list[Any]) -> list[dict[str, Any]]:
    """Items as mappings; one that isn't keeps its number and says nothing."""
    return [item if isinstance(item, dict) else {} for item in items]
