"""The three pages: findings, flows, inventory. Each reads one page of one named query."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from scriptward.app.dashboard.rendering import page, words
from scriptward.lib import sankey
from scriptward.store import findings, flows, inventory, overview, runs
from scriptward.store.database import Store
from scriptward.store.flows import FlowRow
from scriptward.store.listing import Listing
from scriptward.vocabulary.words import Audience, Party, Severity

MOST_WORDS = 200
MOST_DRAWN = 500
SEVERITIES = tuple(word.value for word in reversed(Severity))

T = TypeVar("T")


class Pages:
    """Endpoints that show."""

    def __init__(self, store: Store, *, sites: frozenset[str]) -> None:
        """`sites`: hosts whose live pages may report."""
        self._store = store
        self._live_sites = tuple(sorted(sites))

    async def findings(self, request: Request) -> Response:
        """What to look at first."""
        asked = _asked(request)
        wanted = findings.Wanted(
            site=asked["site"],
            words=asked["words"],
            severity=asked["severity"],
            audience=asked["audience"],
            gone=asked["gone"] == "yes",
            sort=asked["sort"] or findings.SORTS[0],
            page=_number(asked["page"]),
        )
        found = await run_in_threadpool(findings.page, self._store, wanted)
        counts = await run_in_threadpool(findings.by_severity, self._store, site=wanted.site)
        return await self._page(
            request,
            "findings.html",
            found,
            asked,
            sorts=findings.SORTS,
            severities=SEVERITIES,
            audiences=tuple(word.value for word in Audience),
            counts=counts,
        )

    async def flows(self, request: Request) -> Response:
        """Who gets what."""
        asked = _asked(request)
        wanted = flows.Wanted(
            site=asked["site"],
            words=asked["words"],
            party=asked["party"],
            seen=asked["seen"],
            with_data=asked["data"] == "yes",
            sort=asked["sort"] or flows.SORTS[0],
            page=_number(asked["page"]),
        )
        found = await run_in_threadpool(flows.page, self._store, wanted)
        drawn = await run_in_threadpool(flows.drawn, self._store, wanted, most=MOST_DRAWN)
        return await self._page(
            request,
            "flows.html",
            found,
            asked,
            sorts=flows.SORTS,
            parties=tuple(word.value for word in Party),
            seens=("scan", "live", "csp-report"),
            drawing=sankey.laid_out(_paths(drawn)),
        )

    async def inventory(self, request: Request) -> Response:
        """What runs."""
        asked = _asked(request)
        wanted = inventory.Wanted(
            site=asked["site"],
            words=asked["words"],
            party=asked["party"],
            seen=asked["seen"],
            sort=asked["sort"] or inventory.SORTS[0],
            page=_number(asked["page"]),
        )
        found = await run_in_threadpool(inventory.page, self._store, wanted)
        return await self._page(
            request,
            "inventory.html",
            found,
            asked,
            sorts=inventory.SORTS,
            parties=tuple(word.value for word in Party),
            seens=("scan", "live"),
        )

    async def _page(
        self,
        request: Request,
        template: str,
        found: Listing[T],
        asked: Mapping[str, str],
        **values: object,
    ) -> Response:
        return page(
            request,
            template,
            status=200,
            found=found,
            asked=asked,
            filtered=any(value for name, value in asked.items() if name not in {"page", "sort"}),
            earlier=_link(asked, found.page - 1) if found.page > 1 else "",
            later=_link(asked, found.page + 1) if found.page < found.pages else "",
            sites=await run_in_threadpool(overview.sites, self._store),
            runs=await run_in_threadpool(runs.latest, self._store),
            refused=await run_in_threadpool(overview.refused, self._store),
            live_sites=self._live_sites,
            **values,
        )


_NAMES = (
    "site",
    "words",
    "party",
    "seen",
    "data",
    "severity",
    "audience",
    "gone",
    "sort",
    "page",
)


def _paths(rows: Iterable[FlowRow]) -> Iterator[tuple[str, str, str]]:
    """(page class, data kind, recipient) of each."""
    for row in rows:
        known = row.entity and row.entity != "unknown"
        for kind in row.data:
            yield words(row.page_class), words(kind), row.entity if known else row.recipient


def _asked(request: Request) -> dict[str, str]:
    """What the address asks for: every name there is, empty where it isn't asked."""
    return {name: request.query_params.get(name, "")[:MOST_WORDS] for name in _NAMES}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000") else 1


def _link(asked: Mapping[str, str], number: int) -> str:
    kept = {name: value for name, value in asked.items() if value and name != "page"}
    return f"?{urlencode({**kept, 'page': number})}"
