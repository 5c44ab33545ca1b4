"""Says whose a host or a script is, seen from a page: own or somebody else's, and who that is.

A vendor behind the site's own host is somebody else: told by its name in the DNS, its certificate,
a request's format or a script's texts (docs/decisions/0012).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scriptward.knowledge.approvals import Approvals
from scriptward.knowledge.entities import owner_of, recipient_of
from scriptward.lib.domains import host_of, registrable, same_site
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.observations import Owner, Recipient
from scriptward.vocabulary.words import Party

OWN = Owner(entity="first party")
UNKNOWN = Owner(entity="unknown")
_LONGEST_CHAIN = 32


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Answers for one site; `own_hosts` are its own beside the registrable domain."""

    site: str
    """Host of the page."""
    own_hosts: tuple[str, ...]
    approvals: Approvals
    behind: Mapping[str, Owner] = field(default_factory=dict)
    """Whose a host of the site's own is by what it is called in the DNS or in its certificate."""

    def party(self, host: str) -> Party:
        """Whether a host is the site's own. Addresses without a host are."""
        if not host or same_site(host, self.site):
            return Party.FIRST
        owned = any(within(host, own.removeprefix("*.")) for own in self.own_hosts)
        return Party.FIRST if owned else Party.THIRD

    def owns(self, host: str) -> bool:
        """Whether a host is the site's own."""
        return self.party(host) is Party.FIRST

    def recipient(
        self, url: str, *, shown: str, inferred: Owner | None = None
    ) -> tuple[Recipient, Party]:
        """Who gets a request to that address. `shown`: its host as it may be stored.

        `inferred`: who that is by the request itself, asked where the host says nobody or the site.
        """
        host = target_host(url)
        own = self.owns(host)
        if own:
            inferred = self.behind.get(host) or inferred
        if own and inferred is None:
            return Recipient(host=shown, entity=OWN.entity, baa=None), Party.FIRST
        owner = OWN if own else self._named(host, recipient_of(host, path=_path(url)))
        baa = self.approvals.baa(host, owner.entity, owner.product)
        if inferred and (own or owner.entity == UNKNOWN.entity):
            owner = inferred
            baa = self.approvals.baa(host, owner.entity, owner.product) if own else baa
        named = Recipient(
            host=shown,
            entity=owner.entity,
            baa=baa,
            product=owner.product,
            category=owner.category,
            by=owner.by,
        )
        return named, Party.THIRD

    def script(
        self,
        raw: RawScript,
        by_key: dict[str, RawScript],
        signed: Callable[[RawScript], Owner | None],
    ) -> tuple[Owner, Party]:
        """Owner and party of a script; code without an address is its loader's.

        `signed`: whose code it is by its texts, asked where its address says nobody or the site.
        """
        home = _home(raw, by_key)
        owner, party = self._addressed(home)
        if party is Party.THIRD and owner.entity != UNKNOWN.entity:
            return owner, party
        texts = signed(raw) or (signed(home) if home is not raw else None)
        return (texts, Party.THIRD) if texts else (owner, party)

    def _addressed(self, raw: RawScript) -> tuple[Owner, Party]:
        url = raw.url if target_host(raw.url) else raw.frame_url
        host = target_host(url)
        party = self.party(host)
        if party is Party.FIRST and host in self.behind:
            return self.behind[host], Party.THIRD
        return self._owner(host, url, party), party

    def _owner(self, host: str, url: str, party: Party) -> Owner:
        if party is Party.FIRST:
            return OWN
        return self._named(host, owner_of(url))

    def _named(self, host: str, owner: Owner) -> Owner:
        """The owner by the vendor table; by the policy's recipients where the table knows none."""
        stranger = owner.entity == UNKNOWN.entity
        return (stranger and self.approvals.owner(host)) or owner


def _home(raw: RawScript, by_key: dict[str, RawScript]) -> RawScript:
    """The script with an address that it comes from; itself, or the last one known, if none has."""
    for _ in range(_LONGEST_CHAIN):
        if target_host(raw.url) or raw.loaded_by not in by_key:
            break
        raw = by_key[raw.loaded_by]
    return raw


def within(host: str, domain: str) -> bool:
    """Whether a host is that domain or below it."""
    return host == domain or host.endswith(f".{domain}")


def target_host(url: str) -> str:
    """Host of an address, of a blob's origin, or of a STUN or TURN server; else empty."""
    scheme, _, rest = url.partition(":")
    if scheme == "blob":
        return host_of(rest)
    if scheme in {"stun", "stuns", "turn", "turns"}:
        return host_of(f"//{rest.removeprefix('//')}")
    return host_of(url)


def vendor_frame(host: str, frame_url: str, site: str) -> str:
    """Registrable domain of a frame that is not the page's but `host`'s own; else empty."""
    frame = target_host(frame_url)
    foreign = frame and not same_site(frame, site)
    return registrable(frame) if foreign and same_site(frame, host) else ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
