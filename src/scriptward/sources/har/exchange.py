"""One entry of a capture as a request and what is needed of its answer; bodies of answers go."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urljoin

from scriptward.sources.har.channel import channel_of
from scriptward.sources.har.fields import mapping, number, pairs, text
from scriptward.sources.har.initiators import initiator_of
from scriptward.sources.har.request import lower
from scriptward.vocabulary.capture import Initiator
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Channel, Outcome

_DOCUMENTS = frozenset({Channel.NAVIGATION, Channel.FRAME})


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """A request that left the browser, and what came back."""

    key: str
    """Ends in the index in `log.entries`."""
    request: Request
    page: str
    """The tool's own name of the page; empty where it has none."""
    type: str
    """The tool's word for what was requested; empty where it has none."""
    destination: str
    """`Sec-Fetch-Dest` of the request."""
    channel: Channel
    """Where it isn't the page's own document."""
    answer: tuple[tuple[str, str], ...] = field(repr=False)
    """Headers of the response, of documents only."""
    status: int
    mime: str
    target: str = field(repr=False)
    """Where a redirect led, whole and without fragment; empty for other answers."""
    outcome: Outcome
    initiator: Initiator = field(repr=False)
    remote_address: str
    """IP address of the host."""

    @property
    def is_redirect(self) -> bool:
        """Whether the answer sent the browser elsewhere."""
        return 300 <= self.status < 400 and self.status != 304  # noqa: PLR2004  # RFC 9110, 15.4

    @property
    def is_document(self) -> bool:
        """Whether the answer was a document."""
        return "html" in self.mime and not self.is_redirect

    @property
    def navigates(self) -> bool:
        """Whether the answer became the page."""
        return self.is_document and (self.destination == "document" or self.type == "document")

    @property
    def is_code(self) -> bool:
        """Whether the answer was a script; an error page is none."""
        if self.is_redirect or self.status >= 400:  # noqa: PLR2004  # RFC 9110, 15.5
            return False
        if self.type == "script" or self.destination in CODE:
            return True
        if self.type in {"xhr", "fetch"}:
            return False
        return "javascript" in self.mime or "ecmascript" in self.mime


CODE = frozenset(
    {"script", "worker", "sharedworker", "serviceworker", "audioworklet", "paintworklet"}
)
"""Words of `Sec-Fetch-Dest` for scripts."""


def exchange_of(entry: Mapping[str, object], request: Request, *, key: str) -> Exchange:
    """The exchange of an entry, whose request is `request`."""
    response = mapping(entry.get("response"))
    named = lower(request.headers)
    status = number(response.get("status"))
    kind = (text(entry.get("_resourceType")) or text(entry.get("_type"))).lower()
    mime = _mime(response)
    channel = channel_of(
        kind=kind, method=request.method, url=request.url, headers=named, mime=mime
    )
    is_kept = "html" in mime or channel in _DOCUMENTS
    return Exchange(
        key=key,
        request=request,
        page=text(entry.get("pageref")),
        type=kind,
        destination=_destination(named),
        channel=channel,
        answer=tuple(pairs(response.get("headers"))) if is_kept else (),
        status=status,
        mime=mime,
        target=_target(request.url, response) if 300 <= status < 400 else "",  # noqa: PLR2004  # RFC 9110, 15.4
        outcome=_outcome(entry, response, status),
        initiator=initiator_of(entry),
        remote_address=text(entry.get("serverIPAddress")),
    )


def _destination(named: Mapping[str, str]) -> str:
    found = named.get("sec-fetch-dest", "").lower()
    return "serviceworker" if named.get("service-worker") == "script" else found


def _mime(response: Mapping[str, object]) -> str:
    said = text(mapping(response.get("content")).get("mimeType"))
    found = said if said not in {"", "x-unknown"} else _header(response, "content-type")
    return found.partition(";")[0].strip().lower()


def _target(url: str, response: Mapping[str, object]) -> str:
    said = text(response.get("redirectURL")) or _header(response, "location")
    with suppress(ValueError):
        return urljoin(url, said).partition("#")[0] if said else ""
    return ""


def _header(response: Mapping[str, object], wanted: str) -> str:
    found = pairs(response.get("headers"))
    return next((value for name, value in found if name.lower() == wanted), "")


def _outcome(entry: Mapping[str, object], response: Mapping[str, object], status: int) -> Outcome:
    error = text(response.get("_error")) or text(entry.get("_error"))
    if "BLOCKED" in error.upper():
        return Outcome.BLOCKED
    return Outcome.FAILED if error and not status else Outcome.SENT
