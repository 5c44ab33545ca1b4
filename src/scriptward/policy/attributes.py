"""The `integrity` each script element could have, of the bytes that runs saw.

A digest is named only where one was seen, always: what changes from visit to visit would be
refused. Source: W3C Subresource Integrity; Chromium 156 wants `crossorigin` as well.
"""

import base64
from collections.abc import Iterator

import msgspec

from scriptward.lib.domains import host_of
from scriptward.lib.plain import cut
from scriptward.policy.needing.needs import FileNeed, Needs

CROSSORIGIN = "anonymous"
MOST_TOLD = 200
LONGEST = 200
"""Characters of an address in text."""


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """What one script element should say."""

    url: str
    integrity: str
    """Empty where it should have none."""
    crossorigin: str
    has_it: bool
    """Whether the element had an `integrity`, wherever it was seen."""
    loaded_by: str
    """`page`, or the script that puts the element there; empty: not known."""
    remark: str


def attributes(needs: Needs) -> tuple[Attribute, ...]:
    """Of every file with an address, by address."""
    return tuple(_attribute(file, needs.site) for file in needs.files)


def _attribute(file: FileNeed, site: str) -> Attribute:
    steady = len(file.sha256) == 1
    return Attribute(
        url=file.url,
        integrity=written(file.sha256[0]) if steady else "",
        crossorigin=CROSSORIGIN if steady else "",
        has_it=file.integrity,
        loaded_by=file.loaded_by,
        remark="; ".join(_remarks(file, site)),
    )


def written(sha256: str) -> str:
    """A digest as an element has it. `sha256`: hex."""
    return f"sha256-{base64.b64encode(bytes.fromhex(sha256)).decode()}"


def _remarks(file: FileNeed, site: str) -> Iterator[str]:
    if len(file.sha256) > 1:
        yield (
            f"{len(file.sha256)} different contents were seen: give it none, ask for a fixed"
            " version, or mirror it"
        )
        return
    if host_of(file.url) != site.partition(":")[0]:
        yield "its host must answer with Access-Control-Allow-Origin"
    if file.loaded_by not in {"", "page"}:
        by = cut(file.loaded_by, LONGEST)
        yield f"brought in by {by}: set it there, or for a module in the page's import map"


def told(found: tuple[Attribute, ...]) -> Iterator[str]:
    """For people, and to copy."""
    for one in found[:MOST_TOLD]:
        if one.integrity:
            values = f'integrity="{one.integrity}" crossorigin="{one.crossorigin}"'
            held = " (has an integrity now)" if one.has_it else ""
            yield f"  {cut(one.url, LONGEST)}{held}"
            yield f"      {values}"
            if one.remark:
                yield f"      {one.remark}"
        else:
            yield f"  {cut(one.url, LONGEST)}"
            yield f"      none: {one.remark}"
    if len(found) > MOST_TOLD:
        yield f"  and {len(found) - MOST_TOLD} more: --format json has them all"
