"""The pages of a capture: which request belongs to which, and what each document said of itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scriptward.sources.har.content import text_of
from scriptward.sources.har.exchange import Exchange
from scriptward.sources.har.fields import items, mapping, text
from scriptward.sources.har.initiators import resolved
from scriptward.sources.har.markup import Markup, markup_of
from scriptward.sources.har.scripts import Code, Codes, inline_of, key_of, script_of
from scriptward.vocabulary.capture import Initiator, RawPage, RawScript, Sending
from scriptward.vocabulary.words import Channel


@dataclass(kw_only=True)
class Group:
    """What belongs to one page, added to while the capture is read."""

    key: str
    exchanges: list[Exchange] = field(default_factory=list)
    scripts: dict[str, tuple[Exchange, Code]] = field(default_factory=dict)
    """By address; one an address, the first."""
    markup: Markup = field(default_factory=Markup)
    """Of the main document."""
    document: Exchange | None = None
    has_text: bool = True
    """Whether the tool kept the main document's text."""

    def add(self, exchange: Exchange, content: Mapping[str, object], codes: Codes) -> None:
        """Take in one exchange. `content`: of its response, not kept."""
        self.exchanges.append(exchange)
        if exchange.is_document and self._is_better(exchange):
            source = text_of(content)
            self.document, self.has_text = exchange, bool(source)
            self.markup = markup_of(source)
        if exchange.is_code and exchange.request.url not in self.scripts:
            self.scripts[exchange.request.url] = exchange, codes.of_content(content)

    def _is_better(self, exchange: Exchange) -> bool:
        """The first document that was navigated to, else the first of all."""
        if self.document is None:
            return True
        return exchange.navigates and not self.document.navigates

    @property
    def main(self) -> Exchange:
        """The exchange that brought the page's own document; the first one where none did."""
        return self.document or self.exchanges[0]

    def page(self, titles: Mapping[str, str]) -> RawPage:
        """The page. `titles`: of the tool's pages, by page key."""
        main = self.main
        title = titles.get(self.key, "")
        is_address = title.startswith(("http://", "https://"))
        return RawPage(
            key=self.key,
            url=main.request.url if self.document or not is_address else title,
            title=self.markup.title or ("" if is_address else title),
            headings=tuple(self.markup.headings),
            fields=tuple(self.markup.fields),
            headers=main.answer if self.document else (),
            remote_address=main.remote_address,
        )

    def rows(self, codes: Codes) -> tuple[list[RawScript], list[Sending]]:
        """The page's scripts and its sendings, in order."""
        known: dict[Initiator, Initiator] = {}

        def named(initiator: Initiator) -> Initiator:
            if initiator not in known:
                known[initiator] = resolved(initiator, self._key_of)
            return known[initiator]

        scripts = [
            script_of(self.key, one, code, initiator=named(one.initiator), markup=self.markup)
            for one, code in self.scripts.values()
        ]
        inline = enumerate(self.markup.inline)
        scripts += [inline_of(self.key, index, codes.of(source)) for index, source in inline]
        hops = self._hops()
        sendings = [
            self._sending(one, named(one.initiator), hop, navigates=navigates)
            for one, hop, navigates in hops
        ]
        return scripts, sendings

    def _key_of(self, url: str) -> str:
        found = self.scripts.get(url)
        return key_of(found[0]) if found else ""

    def _hops(self) -> Iterator[tuple[Exchange, str, bool]]:
        """Each exchange, the redirect before it, and whether the page navigated by it."""
        hops: dict[str, str] = {}
        navigations = {self.main.key, self.exchanges[0].key}
        for exchange in self.exchanges:
            hop = hops.pop(exchange.request.url.partition("#")[0], "")
            if hop in navigations:
                navigations.add(exchange.key)
            yield exchange, hop, exchange.key in navigations
            if exchange.is_redirect and exchange.target:
                hops[exchange.target] = exchange.key

    def _sending(
        self, exchange: Exchange, initiator: Initiator, hop: str, *, navigates: bool
    ) -> Sending:
        is_socket = exchange.channel is Channel.WEBSOCKET
        return Sending(
            key=exchange.key,
            page=self.key,
            request=exchange.request,
            channel=Channel.NAVIGATION if navigates and not is_socket else exchange.channel,
            initiator=initiator,
            outcome=exchange.outcome,
            status=exchange.status,
            response_headers=exchange.answer,
            redirected_from=hop,
            remote_address=exchange.remote_address,
        )


class Groups:
    """The pages of one file, as its exchanges come: the tool's own, else told by navigations."""

    def __init__(self, prefix: str) -> None:
        """`prefix`: of the keys."""
        self._prefix = prefix
        self._current, self._begun = "", 0
        self._groups: dict[str, Group] = {}

    def of(self, exchange: Exchange) -> Group:
        """The group an exchange belongs to."""
        if not exchange.page and (not self._current or self._turns(exchange)):
            self._begun += 1
            self._current = f"{self._prefix}document {self._begun}"
        if exchange.page:
            self._current = f"{self._prefix}{exchange.page}"
        return self._groups.setdefault(self._current, Group(key=self._current))

    def _turns(self, exchange: Exchange) -> bool:
        """Whether a new page begins; what a proxy saw before the first document is with that."""
        group = self._groups.get(self._current)
        return exchange.navigates and (group is None or group.document is not None)

    def __iter__(self) -> Iterator[Group]:
        """The groups, in order."""
        return iter(self._groups.values())


def titles(pages: Iterable[object] | object, *, prefix: str) -> dict[str, str]:
    """`{page key: title}` of the tool's page list."""
    rows = [mapping(page) for page in items(pages)]
    return {f"{prefix}{text(row.get('id'))}": text(row.get("title")) for row in rows}
