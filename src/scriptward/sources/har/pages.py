"""Which page each request belongs to, and what its document said of itself."""

from collections.abc import Iterable, Mapping, Sequence

from scriptward.sources.har.content import text_of
from scriptward.sources.har.exchange import Exchange
from scriptward.sources.har.fields import items, mapping, text
from scriptward.sources.har.markup import Markup, markup_of
from scriptward.vocabulary.capture import RawPage


def grouped(exchanges: Sequence[Exchange], *, prefix: str) -> dict[str, list[Exchange]]:
    """Exchanges by page key: the tool's own page, else the last document that was navigated to."""
    pages: dict[str, list[Exchange]] = {}
    current, begun = "", 0
    for exchange in exchanges:
        said = text(exchange.entry.get("pageref"))
        if not said and (not current or _navigates(exchange)):
            begun += 1
            current = f"{prefix}document {begun}"
        key = f"{prefix}{said}" if said else current
        current = key if said else current
        pages.setdefault(key, []).append(exchange)
    return pages


def main_of(exchanges: Sequence[Exchange]) -> Exchange:
    """The exchange that brought the page's own document; the first one where none did."""
    documents = [each for each in exchanges if each.is_document]
    navigated = [each for each in documents if _navigates(each)]
    return next(iter([*navigated, *documents, *exchanges]))


def page_of(
    key: str, exchanges: Sequence[Exchange], *, named: Mapping[str, str]
) -> tuple[RawPage, Markup]:
    """The page and its markup. `named`: titles of the tool's pages, by page key."""
    main = main_of(exchanges)
    markup = markup_of(text_of(main)) if main.is_document else Markup()
    title = named.get(key, "")
    is_address = title.startswith(("http://", "https://"))
    page = RawPage(
        key=key,
        url=main.request.url if main.is_document or not is_address else title,
        title=markup.title or ("" if is_address else title),
        headings=tuple(markup.headings),
        fields=tuple(markup.fields),
        headers=main.answer if main.is_document else (),
        remote_address=text(main.entry.get("serverIPAddress")),
    )
    return page, markup


def titles(pages: Iterable[object] | object, *, prefix: str) -> dict[str, str]:
    """`{page key: title}` of the tool's page list."""
    rows = [mapping(page) for page in items(pages)]
    return {f"{prefix}{text(row.get('id'))}": text(row.get("title")) for row in rows}


def _navigates(exchange: Exchange) -> bool:
    destination = exchange.headers.get("sec-fetch-dest", "")
    return exchange.is_document and (destination == "document" or exchange.type == "document")
