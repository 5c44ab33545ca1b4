"""Which page something happened on: documents of tabs, and an app's screens within them."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scriptward.lib.domains import host_of, registrable
from scriptward.sources.scan.protocol import (
    FrameNavigated,
    LoadingFailed,
    MovedWithin,
    NetworkResponse,
    RequestWillBeSent,
)
from scriptward.sources.scan.targets import OUTLIVES, Target
from scriptward.vocabulary.capture import RawForm
from scriptward.vocabulary.observations import Choice
from scriptward.vocabulary.words import PageStatus

_NOT_VISITED = ("net::ERR_ABORTED",)
"""What a download, an answer without content or a newer navigation ends with."""


@dataclass(eq=False, kw_only=True, slots=True)
class Document:
    """A page that is being visited."""

    key: str
    url: str = field(repr=False)
    persona: str
    tab: Target
    loader: str = ""
    first: str = ""
    """Key of the document's first page, where it is a later screen of it."""
    committed: bool = False
    asked_for: bool = False
    """The scanner's own navigation, so it is a page even where it failed."""
    status: PageStatus = PageStatus.COMPLETE
    reason: str = ""
    response_status: int = 0
    """0 before an answer."""
    is_file: bool = False
    """It was a download or had no content, so there is no page."""
    barred: bool = False
    """The site refused, or something in front of it answered: what ran there isn't the site's."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    remote_address: str = ""
    title: str = field(default="", repr=False)
    headings: tuple[str, ...] = field(default=(), repr=False)
    fields: tuple[str, ...] = ()
    forms: tuple[RawForm, ...] = ()
    choice: Choice | None = None
    """What became of the visitor's choice about tracking, where it is known of this page alone."""

    def spoil(self, reason: str, *, status: PageStatus = PageStatus.INCOMPLETE) -> None:
        """It was not seen to its end; the first reason stays."""
        if self.status is PageStatus.COMPLETE:
            self.status, self.reason = status, reason


class Documents:
    """All documents of a run, by key and by the loader that fetched them."""

    def __init__(self) -> None:
        self.all: dict[str, Document] = {}
        self._loaders: dict[str, Document] = {}
        self._unclaimed: dict[tuple[str, str], Document] = {}
        """Added by tab and address before the debugger told of their request."""
        self.persona = "default"
        self.personas: dict[str, str] = {}
        """Of tabs that are a visitor's of their own, by the tab's id."""
        self.choices: dict[tuple[str, str], Choice] = {}
        """Choices about tracking that are in force, by persona and site; of any site: empty.

        By host (`of_host`) where a host of the site asked for itself.
        """

    def requested(self, tab: Target, event: RequestWillBeSent) -> Document:
        """The main frame of a tab asks for a document, or is redirected on its way to it."""
        added = self._unclaimed.pop((tab.id, event.request.url), None)
        if added is not None:
            self._loaders[event.loader_id] = added
        document = self._loaders.get(event.loader_id)
        if document is None:
            document = self._new(tab, event.request.url, loader=event.loader_id)
            document.asked_for = tab.scanner_navigates
            tab.scanner_navigates = False
        document.url = event.request.url + event.request.url_fragment
        return document

    def answered(self, loader: str, response: NetworkResponse) -> None:
        """The answer to a document's request."""
        document = self._loaders.get(loader)
        if document is not None:
            document.remote_address = response.remote_address
            document.response_status = response.status
            if document.asked_for and response.status >= 400:  # noqa: PLR2004  # HTTP's line between answers and errors
                document.spoil(f"the server answered {response.status}")

    def headers(self, loader: str, headers: tuple[tuple[str, str], ...]) -> None:
        """Headers of a document's answer, as received."""
        if loader in self._loaders:
            self._loaders[loader].headers = headers

    def failed(self, event: LoadingFailed) -> None:
        """A document could not be loaded."""
        document = self._loaders.get(event.request_id)
        if document is None or document.committed:
            return
        if event.error_text not in _NOT_VISITED:
            reason = event.error_text or event.blocked_reason or "could not be loaded"
            document.spoil(reason, status=PageStatus.FAILED)
            document.asked_for = True

    def committed(self, tab: Target, event: FrameNavigated) -> None:
        """The main frame of a tab shows a document."""
        frame = event.frame
        if frame.unreachable_url or not frame.url.startswith("http"):
            return
        document = self._loaders.get(frame.loader_id)
        if document is None:
            document = self._new(tab, frame.url, loader=frame.loader_id)
        document.committed, document.url = True, frame.url
        tab.page = document.key
        tab.activity.new_document()

    def moved(self, tab: Target, event: MovedWithin) -> None:
        """An app shows another screen: a page of its own if its path is another."""
        current = self.all.get(tab.page)
        if current is None or _path(current.url) == _path(event.url):
            return
        screen = self._new(tab, event.url, loader=current.loader)
        screen.first = current.first or current.key
        screen.committed = True
        screen.headers, screen.remote_address = current.headers, current.remote_address
        tab.page = screen.key

    def split(self, tab: Target) -> tuple[Document, Document] | None:
        """From now on a tab's document is another page: gives both, None where it shows none."""
        before = self.current(tab)
        if before is None:
            return None
        after = self._new(tab, before.url, loader=before.loader)
        after.first = before.first or before.key
        after.committed, after.status, after.reason = True, before.status, before.reason
        after.headers, after.remote_address = before.headers, before.remote_address
        after.title, after.headings, after.fields = before.title, before.headings, before.fields
        after.forms = before.forms
        tab.page = after.key
        return before, after

    def choice(self, document: Document) -> Choice | None:
        """The choice a visitor had made, or could not make, when they were on a page."""
        host = host_of(document.url)
        kept = (
            self.choices.get((document.persona, place))
            for place in (of_host(host), registrable(host), "")
        )
        return document.choice or next(filter(None, kept), None)

    def page_of(self, target: Target, loader: str = "") -> str:
        """Key of the page: by its loader, else the worker's or what the tab shows."""
        if loader in self._loaders:
            return self._loaders[loader].key
        home = self.all.get(target.page)
        if target.type in OUTLIVES and home is not None and home.choice is not None:
            # it was there before a choice, and may go on as if none had been made
            return next(key for key, one in reversed(self.all.items()) if one.tab is home.tab)
        return target.page or target.tab.page or target.tab.opened_on

    def first(self, page: str) -> str:
        """Key of the first page of the same document: its scripts run on all of its screens."""
        document = self.all.get(page)
        return (document.first if document is not None else "") or page

    def current(self, tab: Target) -> Document | None:
        """What a tab shows."""
        return self.all.get(tab.page)

    def add(self, tab: Target, url: str) -> Document:
        """A page that was to be visited and of which the browser made nothing."""
        document = self._new(tab, url, loader="")
        self._unclaimed[tab.id, url] = document
        return document

    def _new(self, tab: Target, url: str, *, loader: str) -> Document:
        key = f"p{len(self.all) + 1}"
        persona = self.personas.get(tab.id, self.persona)
        document = Document(key=key, url=url, persona=persona, tab=tab, loader=loader)
        self.all[key] = document
        if loader:
            self._loaders[loader] = document
        return document


def of_host(host: str) -> str:
    """What a choice that was made for one host alone is kept under."""
    return f"//{host}"


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    route = parts.fragment if parts.fragment.startswith(("/", "!/")) else ""
    return f"{parts.netloc}{parts.path}#{route.partition('?')[0]}"
