"""Has a visitor make their choice once for each site, and keeps what is before it apart.

A site's banner may keep the choice for one host only: on its other hosts it is looked for once.
What a page sends before the choice and while it is being made is not what it sends after it: the
first two become pages of the personas `NAME-before` and `NAME-choosing`, then the page is visited
anew.
"""

from collections import defaultdict

import msgspec

from scriptward.lib.domains import host_of, registrable
from scriptward.sources.scan.consent import Banner, Drive, in_page
from scriptward.sources.scan.consent_link import Link
from scriptward.sources.scan.consent_rules import Driver
from scriptward.sources.scan.documents import Document, of_host
from scriptward.sources.scan.personas import Control, Persona
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.tab import Tab
from scriptward.vocabulary.observations import Choice
from scriptward.vocabulary.words import ChoicePhase, PageStatus

BEFORE, CHOOSING = "-before", "-choosing"
_FIND = 4.0
"""Seconds in which a banner must begin to be seen on the first page."""
_AGAIN = 1.5
"""The same on later ones."""
_TRIES = 4
"""Pages of a site on which a banner is looked for."""
_HOSTS = 8
"""Hosts of a site on which one is looked for that asks again."""


class Choosing:
    """One persona's choices, by site."""

    def __init__(self, recording: Recording, persona: Persona, driver: Driver | None) -> None:
        """`driver`: needed where the persona uses a banner."""
        self._recording, self.persona, self._driver = recording, persona, driver
        self._tries: dict[str, int] = {}
        self._hosts: dict[str, set[str]] = defaultdict(set)
        """Hosts by site on which a banner was looked for."""
        if persona.gpc:
            self._keep(
                "",
                made=True,
                reached=True,
                reason="the browser sent Sec-GPC: 1 and said so to scripts",
            )

    def due_at(self, url: str) -> bool:
        """Whether a control of that address's site is still to be used."""
        if self.persona.control is Control.NONE:
            return False
        site = registrable(host_of(url))
        known = self._recording.documents.choices.get((self.persona.name, site))
        if known and known.made:
            return self._may_ask_again(host_of(url))
        return self._tries.get(site, 0) < _TRIES and not (known and known.product)

    def _may_ask_again(self, host: str) -> bool:
        """Whether it is another host of a site on which the choice was made."""
        if self.persona.control not in {Control.ACCEPT, Control.REJECT}:
            return False
        looked = self._hosts[registrable(host)]
        return host not in looked and len(looked) < _HOSTS

    async def settle(self, tab: Tab, url: str) -> None:
        """Make the choice on the page a tab shows, unless the site has it; ends on that page."""
        document = tab.document
        if document is None or tab.stuck or document.status is PageStatus.FAILED:
            return
        if not self.due_at(document.url):
            return
        host = host_of(document.url)
        site = registrable(host)
        known = self._recording.documents.choices.get((self.persona.name, site))
        again = known is not None and known.made
        self._hosts[site].add(host)
        tries = self._tries.get(site, 0)
        self._tries[site] = tries + (not again)
        await tab.look()
        before = frozenset(self._recording.documents.all)
        banner = await self._tried(tab, patience=_AGAIN if tries else _FIND)
        if not banner.shown and (again or not self.due_at(document.url)):
            return  # it holds here, or another tab of that site has made it meanwhile
        place = of_host(host) if again else site
        self._keep(
            place,
            made=banner.made,
            reached=banner.reached,
            product=banner.product if banner.shown else "",
            reason=banner.reason,
        )
        if banner.shown:
            await tab.settle()
            await tab.look()
            self._passed(tab, before, banner.product)
            await tab.goto(url)
            if banner.made:
                await self._asked_again(tab, place)

    async def _tried(self, tab: Tab, *, patience: float) -> Banner:
        connection = self._recording.connection
        if connection is None:
            return Banner(reason="the browser is gone")
        if self.persona.control is Control.LINK:
            link = Link(connection, tab)
            if not await link.found():
                return Banner(reason="no link to opt out was found")
            self._split(tab, "the site's own link")
            return await link.followed()
        return await self._driven(tab, patience=patience, acts=True)

    async def _driven(self, tab: Tab, *, patience: float, acts: bool) -> Banner:
        connection, driver = self._recording.connection, self._driver
        if connection is None or driver is None:
            return Banner(reason="what drives banners has not been built")
        drive = Drive(
            connection=connection,
            driver=driver,
            targets=lambda: tab.targets,
            address=self._recording.scripts.frame_url,
            accepting=self.persona.control is Control.ACCEPT,
            acts=acts,
            on_shown=lambda product: self._split(tab, product) if acts else None,
            on_code=lambda code: self._recording.scripts.injects(in_page(code)),
            patience=patience,
        )
        return await drive.run()

    async def _asked_again(self, tab: Tab, place: str) -> None:
        """A banner that is there again after the choice: it was not kept."""
        if self.persona.control is Control.LINK:
            return
        again = await self._driven(tab, patience=_AGAIN, acts=False)
        if again.shown:
            key = (self.persona.name, place)
            known = self._recording.documents.choices[key]
            self._recording.documents.choices[key] = msgspec.structs.replace(
                known, reached=False, reason=f"{known.reason}; the next page asked again"
            )

    def _split(self, tab: Tab, product: str) -> None:
        pages = self._recording.documents.split(tab.target)
        if pages is None:
            return
        name = self.persona.name
        pages[0].persona = name + BEFORE
        pages[0].choice = Choice(
            wanted=name, phase=ChoicePhase.BEFORE, product=product, reason="before the choice"
        )
        self._choosing(pages[1], product)

    def _passed(self, tab: Tab, before: frozenset[str], product: str) -> None:
        """Documents that the tab showed on the way to the choice: they came before it was made."""
        for key, document in tuple(self._recording.documents.all.items()):
            own = document.tab is tab.target and document.persona == self.persona.name
            if own and key not in before:
                self._choosing(document, product)

    def _choosing(self, page: Document, product: str) -> None:
        page.persona = self.persona.name + CHOOSING
        page.choice = Choice(
            wanted=self.persona.name,
            phase=ChoicePhase.CHOOSING,
            product=product,
            reason="while the choice was being made",
        )

    def _keep(
        self, place: str, *, made: bool, reached: bool, reason: str, product: str = ""
    ) -> None:
        self._recording.documents.choices[self.persona.name, place] = Choice(
            wanted=self.persona.name,
            phase=ChoicePhase.AFTER if made else ChoicePhase.NOT_MADE,
            made=made,
            reached=reached,
            product=product,
            reason=reason,
        )
