"""Integrity-Policy: no script without a digest in its element. Sent reporting only, for now.

Enforced, it stops every script that a tag manager or a vendor puts into the page, and the site's
own without `integrity` and `crossorigin`; so it says which those are.
Source: W3C Subresource Integrity, "Integrity-Policy"; measured in Chromium 156.
"""

from collections.abc import Iterator

from scriptward.lib.plain import cut
from scriptward.lib.structured_fields import FieldError, dictionary, inner_list, read_dictionary
from scriptward.policy.enforcement import (
    Act,
    Actor,
    Browser,
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

HEADER = "Integrity-Policy"
BLOCKED = "blocked-destinations"
MOST_NAMED = 20
LONGEST = 200
LIMITS = (
    "it says that bytes are those the page names, not what they do",
    "scripts in the page, from `blob:` and from `data:`, and JSON and style modules pass",
    "reporting only, it stops nothing: enforce it once no script is named above",
)


@enforcement(header=HEADER)
def integrity_policy(needs: Needs, options: Options) -> Compiled:
    """The header."""
    members = {BLOCKED: inner_list(["script"])}
    if options.collector:
        members["endpoints"] = inner_list([GROUP])
    value = dictionary(members)
    return Compiled(
        header=HEADER,
        value=value,
        strength=Strength.WATCH,
        size=sized(f"{HEADER}-Report-Only", value),
        directives=(explained(BLOCKED, [("script", "always: to learn which scripts lack it")]),),
        unkept=tuple(_without(needs)),
        limits=LIMITS,
        form=Form.REPORTS,
        browsers=_browsers(),
        acts=tuple(_acts(needs)),
        notes=tuple(_sent(options)),
    )


def _browsers() -> tuple[Browser, ...]:
    chrome, edge, firefox, safari = either("138", "138", "145", "26")
    return (chrome, edge, Browser(name=firefox.name, since="145", remark="in part"), safari)


def _without(needs: Needs) -> Iterator[str]:
    bare = [one for one in needs.files if not one.integrity]
    for file in bare[:MOST_NAMED]:
        by = (
            f", put there by {cut(file.loaded_by, LONGEST)}"
            if file.loaded_by not in {"", "page"}
            else ""
        )
        yield f"{cut(file.url, LONGEST)} has no `integrity`{by}: enforced, it would not run"
    if len(bare) > MOST_NAMED:
        yield f"and {len(bare) - MOST_NAMED} more scripts without `integrity`"
    if not needs.files:
        yield "which scripts lack `integrity` is not known: give a RUN"


def _acts(needs: Needs) -> Iterator[Act]:
    bare = [one for one in needs.files if not one.integrity]
    if any(one.loaded_by == "page" for one in bare):
        yield Act(
            who=Actor.PAGE,
            does="give these elements `integrity` and `crossorigin`, the site's own as well",
        )
    if any(one.loaded_by not in {"", "page"} for one in bare):
        yield Act(
            who=Actor.TAG_MANAGER,
            does="give what it puts into the page `integrity` and `crossorigin`, or mirror it",
        )
        yield Act(who=Actor.VENDOR, does="choose a fixed version where one can be chosen")


def _sent(options: Options) -> Iterator[str]:
    for value in options.sent_already(HEADER):
        try:
            held = read_dictionary(value)
        except FieldError as error:
            yield f"{HEADER} is sent already, malformed ({error}): browsers ignore it"
        else:
            if BLOCKED in held:
                yield f"{HEADER} is sent already and enforced: it stays as it is beside this one"
