"""One entry of a capture as a request and its answer, with only what it really has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from scriptward.sources.har.body import body_of, messages_of
from scriptward.sources.har.fields import items, mapping, number, pairs, text
from scriptward.vocabulary.request import Request

_SENT = ("http:", "https:", "ws:", "wss:")


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A request that left the browser, and what came back."""

    index: int
    """In `log.entries`."""
    key: str
    request: Request
    headers: Mapping[str, str] = field(repr=False)
    """Of the request, names in lower case."""
    answer: tuple[tuple[str, str], ...] = field(repr=False)
    """Headers of the response."""
    status: int
    mime: str
    entry: Mapping[str, object] = field(repr=False)

    @property
    def is_redirect(self) -> bool:
        """Whether the answer sent the browser elsewhere."""
        return 300 <= self.status < 400 and self.status != 304  # noqa: PLR2004  # RFC 9110, 15.4

    @property
    def is_document(self) -> bool:
        """Whether the answer was a document."""
        return "html" in self.mime and not self.is_redirect

    @property
    def content(self) -> Mapping[str, object]:
        """The response's content object."""
        return mapping(mapping(self.entry.get("response")).get("content"))

    @property
    def type(self) -> str:
        """The tool's word for what was requested; empty where it has none."""
        return text(self.entry.get("_resourceType")) or text(self.entry.get("_type"))


def exchange_of(index: int, found: object, *, key: str) -> Exchange | str:
    """The exchange of an entry; a sentence where it is none; empty where nothing was sent."""
    entry = mapping(found)
    request = mapping(entry.get("request"))
    url = text(request.get("url"))
    if not url:
        return f"entry {index} has no request with an address"
    if not url.lower().startswith(_SENT):
        return ""
    headers = tuple(pairs(request.get("headers")))
    lower = {name.lower(): value for name, value in headers}
    if "cookie" not in lower and (cookies := list(pairs(request.get("cookies")))):
        headers = (*headers, ("Cookie", "; ".join(f"{name}={value}" for name, value in cookies)))
    response = mapping(entry.get("response"))
    answer = tuple(pairs(response.get("headers")))
    body = body_of(request, lower)
    return Exchange(
        index=index,
        key=key,
        request=Request(
            url=_whole(url, request),
            method=text(request.get("method")) or "GET",
            headers=headers,
            body=body.data,
            body_missing=body.missing,
            messages=messages_of(entry),
        ),
        headers=lower,
        answer=answer,
        status=number(response.get("status")),
        mime=_mime(response, answer),
        entry=entry,
    )


def _whole(url: str, request: Mapping[str, object]) -> str:
    """Some tools keep the query in its list only."""
    if "?" in url or not items(request.get("queryString")):
        return url
    query = "&".join(
        f"{quote_plus(name, errors='replace')}={quote_plus(value, errors='replace')}"
        for name, value in pairs(request.get("queryString"))
    )
    address, hash_sign, fragment = url.partition("#")
    return f"{address}?{query}{hash_sign}{fragment}"


def _mime(response: Mapping[str, object], answer: tuple[tuple[str, str], ...]) -> str:
    said = text(mapping(response.get("content")).get("mimeType"))
    header = next((value for name, value in answer if name.lower() == "content-type"), "")
    return (said if said not in {"", "x-unknown"} else header).partition(";")[0].strip().lower()
