"""What `policy compile` is asked for, and how it is printed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

import msgspec

from scriptward.policy.attributes import Attribute
from scriptward.policy.carriers import carriers
from scriptward.policy.compilation import Compilation, Server, only, sent, whole, written
from scriptward.policy.enforcement import Compiled
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import Mode
from scriptward.policy.merging import existing
from scriptward.policy.options import Options, Redirects
from scriptward.policy.part import part, visits_of
from scriptward.policy.telling import all_told
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.observations import Visit

SCHEMA = "scriptward.policy-compile/1"
FIRST = "Content-Security-Policy"


class Choices(TypedDict):
    """The command's options, by their names."""

    only: tuple[str, ...]
    asked: tuple[str, ...]
    pages: tuple[str, ...]
    redirects: str
    link: tuple[str, ...]
    scheme: tuple[str, ...]
    nonce: str
    collector: str
    existing: Path | None
    keep_existing: bool
    through: str


class CompileResult(Compiled, frozen=True, kw_only=True):
    """What `policy compile --format json` prints: the first header, and beside it all of them."""

    schema: str = SCHEMA
    headers: tuple[Compiled, ...]
    """All, in the order of their names, with the first among them."""
    integrity: tuple[Attribute, ...]
    too_long: tuple[str, ...]
    """Sentences on what a server or CDN on the way doesn't take."""
    remarks: tuple[str, ...] = ()
    """What is wrong with headers that are sent already."""


def as_asked(policy: Policy, *, report_only: bool | None) -> Policy:
    """The policy in the mode that was asked for. `report_only`: None for the mode of its file."""
    if report_only is None:
        return policy
    return replace(policy, mode=Mode.OBSERVE if report_only else Mode.ENFORCE)


def why_nothing_is_blocked(policy: Policy, *, asked: bool) -> str:
    """A sentence where only the policy's file says so; else empty."""
    if asked or not policy.observes:
        return ""
    return (
        "these block nothing: the policy's mode is observe. "
        "Write `mode: enforce`, or give --enforce, for headers and a guard that block"
    )


def compiled(policy: Policy, visits: Iterable[Visit] | None, choices: Choices) -> Compilation:
    """The headers that were asked for. Raises UsageError and InputError."""
    runs = None if visits is None else tuple(visits)
    if choices["keep_existing"] and runs is None:
        raise UsageError(
            "--keep-existing takes headers from runs, and none is given", hint="name a RUN"
        )
    sent_already = existing.read(choices["existing"]) if choices["existing"] else ()
    if choices["keep_existing"]:
        sent_already += existing.received(runs or ())
    if choices["pages"]:
        runs = None if runs is None else visits_of(policy, runs, choices["pages"])
        policy = part(policy, choices["pages"])
    options = Options(
        connection_allowlist="connection-allowlist" in choices["asked"],
        redirects=Redirects(choices["redirects"]),
        links=choices["link"],
        schemes=choices["scheme"],
        trusted_types="trusted-types" in choices["asked"],
        strict_dynamic="strict-dynamic" in choices["asked"],
        nonce=choices["nonce"],
        collector=choices["collector"],
        existing=sent_already,
    )
    found = whole(
        policy,
        runs,
        options=options,
        through=carriers(choices["through"].split(",")),
        report_only=policy.observes,
    )
    return only(found, choices["only"])


def lines(found: Compilation, server: Server, *, report_only: bool) -> tuple[str, ...]:
    """A line a header. Raises UsageError for a server that isn't written for yet."""
    headers = sent(found.headers, report_only=report_only)
    return tuple(written(name, value, server) for name, value in headers)


def told(found: Compilation, *, report_only: bool) -> Iterator[str]:
    """All of it in words."""
    return all_told(found, report_only=report_only)


def as_json(found: Compilation) -> str:
    """A `CompileResult`."""
    first = next((one for one in found.headers if one.header == FIRST), found.headers[0])
    result = CompileResult(
        **{name: getattr(first, name) for name in Compiled.__struct_fields__},
        headers=found.headers,
        integrity=found.integrity,
        too_long=found.too_long,
        remarks=found.remarks,
    )
    return msgspec.json.format(msgspec.json.encode(result), indent=2).decode()
