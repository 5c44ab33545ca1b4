"""What the lab's hosts answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import PIXEL, served, sharing
from tests.lab.pages import LabPage
from tests.lab.parts import HOST, WORKERS, Part

_HTML = ("Content-Type", "text/html; charset=utf-8")
_SCRIPT = ("Content-Type", "text/javascript; charset=utf-8")
_JSON = ("Content-Type", "application/json")
_ANSWERS = {
    "/v1/projects/": '{"integrations": {"Segment.io": {"unbundledIntegrations": []}}, '
    '"plan": {"track": {"__default": {"enabled": true}}}, "remotePlugins": []}',
    "/sourceConfig": '{"source": {"id": "l", "name": "l", "writeKey": "labRudder", '
    '"enabled": true, "workspaceId": "l", "config": {"statsCollection": {"errors": '
    '{"enabled": false}, "metrics": {"enabled": false}}}, "destinations": [], "dataplanes": {}}, '
    '"updatedAt": "2026-01-01T00:00:00Z"}',
    "/flags/": '{"featureFlags": {}}',
    "/2/httpapi": '{"code": 200, "events_ingested": 1}',
}
"""What vendors' endpoints say, by the beginning of the path; `{}` for all others."""


@dataclass(frozen=True, kw_only=True)
class Lab:
    """Pages, parts, vendors' endpoints, and the host that the made-up senders send to."""

    pages: Mapping[str, LabPage]
    """By name."""
    parts: Mapping[str, Part]

    def __call__(self, arrival: Arrival) -> Reply:
        """The answer to one request."""
        shared = sharing(arrival)
        if arrival.method == "OPTIONS":
            return Reply(status=204, headers=shared)
        if arrival.host == HOST:
            return self._page(arrival)
        files = {(part.host, f"/{part.name}.js"): part.file for part in self.parts.values()}
        if file := files.get((arrival.host, arrival.path)):
            reply = served(file)
            return Reply(status=reply.status, headers=(*reply.headers, *shared), body=reply.body)
        return _collected(arrival, shared)

    def _page(self, arrival: Arrival) -> Reply:
        if worker := WORKERS.get(arrival.path):
            allowed = (("Service-Worker-Allowed", "/workers/"),)
            reply = served(worker)
            return Reply(status=reply.status, headers=(*reply.headers, *allowed), body=reply.body)
        page = self.pages.get(arrival.path.strip("/"))
        if page is None:
            return Reply(status=404, headers=(_HTML,), body=b"no such page")
        return Reply(headers=(_HTML,), body=page.html(self.parts).encode())


def _collected(arrival: Arrival, shared: tuple[tuple[str, str], ...]) -> Reply:
    """What a host that collects says to whatever it is sent."""
    wanted = arrival.header("sec-fetch-dest")
    if arrival.header("accept") == "text/event-stream":
        return Reply(status=204, headers=shared)  # no more tries
    if wanted == "image":
        return Reply(headers=(("Content-Type", "image/gif"), *shared), body=PIXEL)
    if wanted in {"iframe", "document"}:
        return Reply(headers=(_HTML,), body=b"<!doctype html><title>sent</title>")
    if wanted == "script":
        return Reply(headers=(_SCRIPT, *shared), body=b"")
    text = next((said for start, said in _ANSWERS.items() if arrival.path.startswith(start)), "{}")
    return Reply(headers=(_JSON, *shared), body=text.encode())
