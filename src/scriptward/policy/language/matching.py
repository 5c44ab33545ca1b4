"""Who and what a policy means: recipients, pages and scripts of an observation by its names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scriptward.lib.domains import same_site
from scriptward.policy.language.names import slug
from scriptward.policy.language.pattern import (
    ADDRESSLESS,
    INLINE,
    address_of,
    shaped,
    spellings,
    url_pattern,
)
from scriptward.policy.language.policy import PageRule, Policy, RecipientRule, ScriptRule
from scriptward.vocabulary.words import Baa, PageClass, Party


@dataclass(frozen=True, kw_only=True, slots=True)
class Receiver:
    """Somebody at the other end of a request, by every name that is known."""

    host: str
    """With `:port` where it is not the scheme's own."""
    entity: str = ""
    product: str = ""
    category: str = ""
    inferred: bool = False
    """Named by what was sent and not by the host: on the site's own host it stands behind that."""
    accounts: tuple[str, ...] = ()
    """Ids of customers of a vendor that the request names; empty where none was seen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A script, by every name that is known."""

    url: str = ""
    """Empty for code without an address of its own."""
    sha256: str = ""
    shape: str = ""
    """Of code that stands in a page; empty where it has none."""
    page: str = ""
    """Address of the page that code with a shape stands in."""
    entity: str = ""
    product: str = ""
    category: str = ""
    party: Party | None = None
    """As observed, for code without an address; None where nobody said."""
    home: str = ""
    """Address it belongs to: its own, or that of the script which made it."""
    inferred: bool = False
    """Named by its own texts and not by its address."""


def is_own(policy: Policy, host: str) -> bool:
    """Whether a host is the site's own: its registrable domain, or named under `self`."""
    name, site = host.partition(":")[0], policy.site.partition(":")[0]
    if host.startswith("[") or not name:
        return host == policy.site
    return same_site(name, site) or not policy.recipient_index.own.isdisjoint(spellings(host))


def trusted(policy: Policy, receiver: Receiver) -> Receiver:
    """Without a name that only what was sent tells, where the host isn't the site's own.

    On the site's own host such a name may be believed: whoever is behind it, the site put there.
    """
    if not receiver.inferred or is_own(policy, receiver.host):
        return receiver
    return Receiver(host=receiver.host, accounts=receiver.accounts)


def named(policy: Policy, receiver: Receiver) -> RecipientRule | None:
    """The recipient of the register that this is: by host first, then by product and owner.

    One that pins accounts is another recipient where the request names another account.
    """
    receiver = trusted(policy, receiver)
    if receiver.inferred:
        return _behind(policy, receiver) or _by_name(policy, receiver)
    for place in policy.recipient_index.by_host(receiver.host):
        if _has_account(policy.recipients[place], receiver):
            return policy.recipients[place]
    return _by_name(policy, receiver)


def _behind(policy: Policy, receiver: Receiver) -> RecipientRule | None:
    """The recipient with hosts of its own that has the product's own name."""
    places = policy.recipient_index.listed(slug(receiver.product or receiver.entity))
    listed = (policy.recipients[place] for place in places)
    return next((one for one in listed if _has_account(one, receiver)), None)


def other_account(policy: Policy, receiver: Receiver) -> RecipientRule | None:
    """The recipient this would be, if it didn't pin other accounts; None where it is another."""
    if not receiver.accounts or named(policy, receiver) is not None:
        return None
    return named(policy, replace(receiver, accounts=()))


def _has_account(recipient: RecipientRule, receiver: Receiver) -> bool:
    """Whether no account is named that the recipient doesn't pin."""
    return not recipient.accounts or set(receiver.accounts) <= set(recipient.accounts)


def _by_name(policy: Policy, receiver: Receiver) -> RecipientRule | None:
    names = {slug(receiver.product), slug(receiver.entity)} - {"", "unknown"}
    unlisted = (policy.recipients[place] for place in policy.recipient_index.by_name(names))
    return next((one for one in unlisted if _has_account(one, receiver)), None)


def baa_of(policy: Policy, receiver: Receiver, *, today: date) -> Baa:
    """What the register says of somebody on that day; unknown where it says nothing."""
    recipient = named(policy, receiver)
    return recipient.baa_on(today) if recipient else Baa.UNKNOWN


def pages_named(policy: Policy, url: str) -> tuple[PageRule, ...]:
    """Every entry of `pages` that means the address, in the order of the file."""
    found = policy.remembered.pages.get(url)
    if found is None:
        policy.remembered.make_room()
        found = policy.remembered.pages[url] = tuple(_pages_named(policy, url))
    return found


def _pages_named(policy: Policy, url: str) -> Iterator[PageRule]:
    address = address_of(url)
    if address is None:
        return
    own = not address.host or is_own(policy, address.host)
    for page in policy.pages:
        if any(url_pattern(text).matches(address, own=own) for text in page.match):
            yield page


def page_class_of(policy: Policy, url: str) -> tuple[PageClass, PageRule] | None:
    """The class the policy gives an address, and the entry that does; the first one that does."""
    for page in pages_named(policy, url):
        if page.page_class is not None:
            return page.page_class, page
    return None


def pattern_means(policy: Policy, pattern: str, code: Code) -> bool:
    """Whether a pattern of `scripts` or `match` means this code."""
    if (found := shaped(pattern)) is not None:
        there = address_of(code.page) if code.shape == found[1] and not code.url else None
        return bool(there and url_pattern(found[0]).matches(there, own=is_own(policy, there.host)))
    if pattern.startswith(INLINE):
        addressless = not code.url or code.url.startswith(ADDRESSLESS)
        return addressless and bool(code.sha256) and pattern == INLINE + code.sha256
    address = address_of(code.url) if code.url else None
    if not address:
        return False
    return url_pattern(pattern).matches(address, own=is_own(policy, address.host))


def scripts_named(policy: Policy, code: Code) -> tuple[ScriptRule, ...]:
    """Every entry of `scripts` that means the code."""
    address = address_of(code.url) if code.url else None
    host = address.host if address else ""
    places = policy.script_index.candidates(host=host, digest=code.sha256, shape=code.shape)
    entries = (policy.scripts[place] for place in places)
    return tuple(one for one in entries if pattern_means(policy, one.match, code))


def approval_problem(script: ScriptRule, code: Code, *, today: date) -> str:
    """Why an entry does not approve the code that day; empty if it does."""
    if script.approved is None:
        return "is known, and not approved"
    if script.approved.expires and script.approved.expires < today:
        return f"was approved until {script.approved.expires}"
    if script.approved.sha256 and script.approved.sha256 != code.sha256:
        return "was approved with other bytes"
    return ""
