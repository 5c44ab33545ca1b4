"""Rows of what is kept in the browser: one per (kind, name, who set it), with its purpose."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec

from scriptward.analysis.behaviour_steady import steady_name
from scriptward.analysis.callers import setter
from scriptward.analysis.parties import UNKNOWN, Parties, target_host, vendor_frame
from scriptward.analysis.script_rows import Inventory
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.writable import writable
from scriptward.knowledge.cookies import purpose_of
from scriptward.lib.cookie_life import days_left
from scriptward.lib.domains import host_of
from scriptward.vocabulary.capture import RawKept, Sending
from scriptward.vocabulary.observations import Storage
from scriptward.vocabulary.words import Party, StorageKind

_LONGEST_NAME = 100
_MOST = 1_000
"""Rows of one visit: a hostile page makes up names as it likes."""
_MOST_OF_ANSWER = 200


@dataclass(frozen=True, kw_only=True)
class StorageRows:
    """Makes the rows of one visit."""

    page: str
    """Masked address of the visit's page."""
    persona: str
    parties: Parties
    scripts: ScriptsSeen
    inventory: Inventory
    masked: Callable[[str], str]

    def rows(self, kept: Iterable[RawKept], sendings: Iterable[Sending]) -> tuple[Storage, ...]:
        """Rows in a steady order: what scripts set, and the cookies that answers set."""
        folded: dict[tuple[str, ...], Storage] = {}
        for row in self._all(kept, sendings):
            key = (row.kind.value, row.name, row.script or "", row.header or "", row.frame)
            seen = folded.get(key)
            if seen or len(folded) < _MOST:
                folded[key] = _added(seen, row) if seen else row
        return tuple(folded[key] for key in sorted(folded))

    def _all(self, kept: Iterable[RawKept], sendings: Iterable[Sending]) -> Iterator[Storage]:
        yield from map(self._by_script, kept)
        for sending in sendings:
            cookies = [v for name, v in sending.response_headers if name.lower() == "set-cookie"]
            for cookie in cookies[:_MOST_OF_ANSWER]:
                row = self._by_header(sending, cookie)
                if row is not None:
                    yield row

    def _by_script(self, raw: RawKept) -> Storage:
        key = setter(raw.stack, raw.page, self.scripts)
        script = self.scripts.by_key.get(key)
        owner, party, frame = UNKNOWN, Party.FIRST, ""
        place = self.parties.site
        if script is not None:
            owner, party = self.parties.script(script, self.inventory.by_key, self.inventory.signed)
            host = target_host(script.url) or target_host(script.frame_url)
            frame = vendor_frame(host, script.frame_url, self.parties.site)
            place = host_of(script.frame_url) or place
        return self._row(
            raw.kind,
            raw.name,
            place,
            script=self.inventory.id_of(key),
            party=party,
            owner=owner.entity,
            category=owner.category,
            lifetime_days=_whole(raw.days),
            count=raw.count,
            frame=self.masked(frame),
        )

    def _by_header(self, sending: Sending, cookie: str) -> Storage | None:
        pair, _, attributes = cookie.partition(";")
        name, equals, _ = pair.partition("=")
        days = days_left(attributes, None)
        if not equals or (days is not None and days <= 0):
            return None
        host = target_host(sending.request.url)
        recipient, party = self.parties.recipient(sending.request.url, shown=host)
        return self._row(
            StorageKind.COOKIE,
            name.strip(),
            host,
            script=None,
            header=self.masked(writable(host)),
            party=party,
            owner=recipient.entity,
            category=recipient.category,
            lifetime_days=_whole(days),
        )

    def _row(
        self,
        kind: StorageKind,
        raw_name: str,
        host: str,
        *,
        script: str | None,
        party: Party,
        owner: str,
        category: str,
        lifetime_days: int | None,
        header: str | None = None,
        count: int = 1,
        frame: str = "",
    ) -> Storage:
        known = purpose_of(raw_name, host=host)
        name = known.shape(raw_name) if known else ""
        return Storage(
            page=self.page,
            persona=self.persona,
            kind=kind,
            name=name or steady_name(self.masked(writable(raw_name))[:_LONGEST_NAME]),
            script=script,
            header=header,
            party=party,
            owner=owner,
            category=category,
            purpose=known.purpose if known else "",
            known_as=known.platform if known else "",
            lifetime_days=lifetime_days,
            count=count,
            frame=frame,
        )


def _whole(days: float | None) -> int | None:
    return None if days is None else round(days)


def _added(seen: Storage, row: Storage) -> Storage:
    lives = [days for days in (seen.lifetime_days, row.lifetime_days) if days is not None]
    return msgspec.structs.replace(
        seen, count=seen.count + row.count, lifetime_days=max(lives, default=None)
    )
