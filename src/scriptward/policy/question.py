"""What is asked of a policy: one deed, on one page, by one script, towards somebody."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from scriptward.knowledge.entities import owner_of
from scriptward.lib.domains import host_of
from scriptward.policy.language.approvals import code_of
from scriptward.policy.language.matching import Code, Receiver
from scriptward.policy.language.pattern import ADDRESSLESS, address_of
from scriptward.policy.language.words import LOADS, Action, Via, via_of
from scriptward.vocabulary.observations import BEHIND, Flow, Read, Script, Visit
from scriptward.vocabulary.words import (
    Attribution,
    Certainty,
    DataKind,
    PageClass,
    Party,
    ReadTarget,
    ScriptKind,
)

LONGEST_CHAIN = 32
CAPABILITIES = {
    target: Action(target.value) for target in ReadTarget if target.value in frozenset(Action)
}
"""By what a script asked for beside the page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Whether `code` may do `action` on `page`."""

    action: Action
    page: str = ""
    """Address of the page."""
    page_class: PageClass = PageClass.UNKNOWN
    """As observed; the policy's own class for the address wins."""
    code: Code = field(default_factory=Code)
    """Who does it; for `load` of a script, the loader."""
    loaded: Code | None = None
    """The script to be run, for `load` of code."""
    to: Receiver | None = None
    """Who gets the request; None for reads, capabilities, and code that stands in the page."""
    data: frozenset[DataKind] = frozenset()
    via: Via | None = None
    """None where it is not known: rules with `via` then hold as well."""
    frame: str = ""
    """Domain of the vendor's own frame it happens in; empty in the page itself."""


def running(visit: Visit, script: Script) -> Question:
    """Whether this script may run on this page. An `eval` is its loader's capability.

    Code without an address of its own comes from nobody: a rule that names somebody after `to`
    says nothing of it.
    """
    loader = code_in(visit, script.loaded_by)
    asked = Question(
        action=Action.LOAD,
        page=visit.page.url,
        page_class=visit.page.page_class,
        code=loader,
        via=Via.SCRIPT,
    )
    if script.kind is ScriptKind.EVAL:
        return replace(asked, action=Action.EVAL, via=None)
    url = script.url or ""
    there = receiver_at(url, script) if _has_address(script) else None
    return replace(asked, loaded=code_in(visit, script.id), to=there)


def sending(visit: Visit, flow: Flow) -> tuple[Question, ...]:
    """Whether these requests may go out. Loading code or a frame with data in it asks twice.

    The loading of a script is asked by `running`, so here only its data is.
    """
    via = via_of(flow.channel)
    asked = Question(
        action=Action.SEND,
        page=visit.page.url,
        page_class=visit.page.page_class,
        code=sender_of(visit, flow),
        to=receiver_of(flow),
        data=kinds_in(flow),
        via=via,
        frame=flow.frame if in_vendor_frame(flow) else "",
    )
    if asked.frame:
        return (asked,)
    if via not in LOADS:
        return (asked,)
    shown = replace(asked, action=Action.LOAD, data=frozenset())
    loads = () if via in {Via.SCRIPT, Via.WORKER} else (shown,)
    return (*loads, asked) if asked.data else loads


def reading(visit: Visit, read: Read) -> Question:
    """Whether this script may read that."""
    return Question(
        action=CAPABILITIES.get(read.target, Action.READ),
        page=visit.page.url,
        page_class=visit.page.page_class,
        code=code_in(visit, read.script),
        data=frozenset([read.kind] if read.kind else []),
        frame=read.frame,
    )


def ruled_reads(visit: Visit, *, framed: bool = False) -> Iterator[Read]:
    """Readings that a policy rules on: of what the page or its site holds.

    `framed`: also those in a vendor's own frame.
    """
    for read in visit.reads:
        if (framed or not read.frame) and read.target is not ReadTarget.FINGERPRINT:
            yield read


def in_vendor_frame(flow: Flow) -> bool:
    """Whether a vendor's own frame sent it; the showing of that frame is the page's."""
    return bool(flow.frame) and via_of(flow.channel) is not Via.FRAME


def kinds_in(flow: Flow) -> frozenset[DataKind]:
    """Kinds of data in a flow; a hint is none."""
    return frozenset(leak.kind for leak in flow.data if leak.certainty is not Certainty.HINT)


def code_in(visit: Visit, script_id: str | None) -> Code:
    """A script of a visit; code without an address belongs to the script that made it."""
    script = visit.script(script_id)
    code = code_of(script)
    maker = script
    for _ in range(LONGEST_CHAIN):
        if maker is None or _has_address(maker):
            break
        maker = visit.script(maker.loaded_by)
    if maker is None or maker is script:
        return replace(code, home=(maker.url or "") if maker else "", page=_page(visit, code))
    return replace(
        code_of(maker),
        url=code.url,
        sha256=code.sha256,
        shape=code.shape,
        page=_page(visit, code),
        home=maker.url or "",
    )


def _page(visit: Visit, code: Code) -> str:
    return visit.page.url if code.shape else ""


def sender_of(visit: Visit, flow: Flow) -> Code:
    """Who sent it; where it is certain that no script did, the page's own markup."""
    if flow.script is None and flow.attribution is Attribution.CERTAIN:
        return Code(party=Party.FIRST)
    return code_in(visit, flow.script)


def _has_address(script: Script) -> bool:
    return bool(script.url) and not (script.url or "").startswith(ADDRESSLESS)


def receiver_of(flow: Flow) -> Receiver:
    """Who gets a flow, with the port where the address has an unusual one."""
    address = address_of(flow.request.url)
    there = address is not None and address.host.startswith(flow.recipient.host)
    return Receiver(
        host=address.host if address and there else flow.recipient.host,
        entity=flow.recipient.entity,
        product=flow.recipient.product,
        category=flow.recipient.category,
        inferred=flow.recipient.by in BEHIND,
        accounts=flow.accounts,
    )


def receiver_at(url: str, script: Script | None = None) -> Receiver:
    """Who is behind an address; its owner from the script row, where its address tells that."""
    address = address_of(url)
    code = code_of(None if script and script.owner.by in BEHIND else script)
    return Receiver(
        host=address.host if address else host_of(url),
        entity=code.entity,
        product=code.product,
        category=code.category,
    )


def code_at(url: str) -> Code:
    """The script at an address, owned by whoever is known to own that."""
    owner = owner_of(url)
    return Code(
        url=url, home=url, entity=owner.entity, product=owner.product, category=owner.category
    )


def framed_scripts(visit: Visit) -> frozenset[str]:
    """Scripts that ran in a vendor's own frame and not in the page: ids.

    Known where every request for a script came from such a frame, and for what those made; code
    without an address that a third party's document held itself is there as well.
    """
    inside: dict[str, bool] = {}
    for flow in visit.flows:
        if via_of(flow.channel) in {Via.SCRIPT, Via.WORKER}:
            url = flow.request.url.partition("?")[0]
            inside[url] = inside.get(url, True) and bool(flow.frame)
    found = {
        script.id
        for script in visit.scripts
        if inside.get((script.url or "").partition("?")[0], False) or _in_a_document(script)
    }
    for _ in range(LONGEST_CHAIN):
        made = {s.id for s in visit.scripts if s.loaded_by in found and not _has_address(s)}
        if made <= found:
            break
        found |= made
    return frozenset(found)


def _in_a_document(script: Script) -> bool:
    return (
        not _has_address(script)
        and script.party is Party.THIRD
        and script.loaded_by in {"document", None}
    )
