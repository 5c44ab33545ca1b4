"""What a policy attests, as the questions that analysis asks."""

from datetime import UTC, date, datetime

from scriptward.knowledge.approvals import Approvals
from scriptward.lib.domains import registrable
from scriptward.policy.language.matching import (
    Code,
    Receiver,
    approval_problem,
    baa_of,
    is_own,
    named,
    page_class_of,
    scripts_named,
)
from scriptward.policy.language.policy import Policy, place
from scriptward.policy.language.words import SELF
from scriptward.vocabulary.observations import BEHIND, Owner, Script
from scriptward.vocabulary.words import Baa, NamedBy, PageClass


def approvals(policy: Policy, *, today: date | None = None) -> Approvals:
    """Own hosts, approved scripts, BAA register and page classes. `today`: UTC, now if left out."""
    day = today or datetime.now(UTC).date()

    def approved(script: Script) -> bool | None:
        code = code_of(script)
        entries = scripts_named(policy, code)
        return any(not approval_problem(entry, code, today=day) for entry in entries)

    def baa(host: str, entity: str, product: str) -> Baa:
        got = Receiver(host=host, entity=entity, product=product, inferred=is_own(policy, host))
        return baa_of(policy, got, today=day)

    def owner(host: str) -> Owner | None:
        found = named(policy, Receiver(host=host))
        if not found or found.name == SELF:
            return None
        return Owner(entity=found.entity or found.name, by=NamedBy.POLICY)

    def page_class(url: str) -> tuple[PageClass, str] | None:
        found = page_class_of(policy, url)
        return found and (found[0], f"policy {place(found[1])}: page `{found[1].name}`")

    return Approvals(
        own_hosts=tuple(
            dict.fromkeys(map(_domain, (registrable(_domain(policy.site)), *policy.own_hosts)))
        ),
        approved=approved,
        baa=baa,
        page_class=page_class,
        owner=owner,
    )


def _domain(host: str) -> str:
    """A policy's host as analysis knows own hosts: that name and all below it, without a port."""
    return host if host.startswith("[") else host.removeprefix("*.").partition(":")[0]


def code_of(script: Script | None) -> Code:
    """A script row as policies see it; None is code nobody knows."""
    if script is None:
        return Code()
    return Code(
        url=script.url or "",
        sha256=script.sha256,
        shape=script.shape,
        page=script.pages[0] if script.shape and script.pages else "",
        entity=script.owner.entity,
        product=script.owner.product,
        category=script.owner.category,
        party=script.party,
        home=script.url or "",
        inferred=script.owner.by in BEHIND,
    )
