"""The lab's hosts: defended sites, a permitted recipient, and hosts where nothing may go."""

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import PIXEL
from tests.channels import keeps
from tests.channels.defences import CDN, Defence, guard
from tests.channels.way import File, Way, filled

EVIL = "evil.test"
FAR = "evil.example.com"
UDP = f"udp.{EVIL}"
HTML = "text/html; charset=utf-8"
TYPES = {
    "html": HTML,
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xml": "text/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt",
    "appcache": "text/cache-manifest",
}
SHARED = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Allow-Headers", "*"),
    ("Cache-Control", "no-store"),
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Visit</title>'
    '<link rel="icon" href="data:,">{guard}{head}</head><body><h1>Visit</h1>'
    '<button type="button" id="go">Go on</button>{page}<script src="{own}/probe.js"></script>'
    "</body></html>"
)


@dataclass(kw_only=True)
class Case:
    """One way on the site of one defence, and what came of it."""

    way: Way
    defence: Defence
    token: str
    port: int = 0
    """Of its datagram listener."""
    patience: float = 1.0
    """Times the way's own wait."""
    ran: threading.Event = field(default_factory=threading.Event)
    """Its script was asked for."""
    out: set[str] = field(default_factory=set)
    """How it got out: `request`, `handshake`, `datagram`, `lookup`."""
    reports: list[tuple[str, str]] = field(default_factory=list)
    """`(csp, api or guard, text)`."""

    @property
    def url(self) -> str:
        """The page."""
        return f"{self.own}/"

    @property
    def own(self) -> str:
        """Its folder on the site."""
        return f"https://{self.defence.site}/w/{self.token}"

    @property
    def words(self) -> Mapping[str, str]:
        """What the texts of its way mean."""
        return {
            "OUT": f"https://{self.token}.{EVIL}/t/{self.token}",
            "FAR": f"https://{self.token}.{FAR}/t/{self.token}",
            "HOST": f"{self.token}.{EVIL}",
            "UDP": f"{self.token}.{UDP}:{self.port}",
            "PORT": str(self.port),
            "LOOKUP": f"{self.token}.lookup.localhost",
            "OWN": self.own,
            "CDN": f"https://{CDN}/w/{self.token}",
            "SITE": f"https://{self.defence.site}",
            "TOKEN": self.token,
        }


class Hosts:
    """Answers for all hosts, and writes down what arrived for whom."""

    def __init__(self, cases: Iterable[Case], defences: Iterable[Defence]) -> None:
        """`cases`: with tokens of their own."""
        self._cases = {case.token: case for case in cases}
        self._sites = {defence.site: defence for defence in defences}
        for defence in defences:
            defence.headers("")  # a policy that doesn't compile is told before a browser starts

    def __call__(self, arrival: Arrival) -> Reply:
        """The answer to one request."""
        reply = self._answer(arrival)
        if arrival.method == "HEAD":
            return Reply(status=reply.status, headers=reply.headers)
        return reply

    def _answer(self, arrival: Arrival) -> Reply:
        if arrival.host.endswith((EVIL, FAR)):
            self.left(arrival.host, "request")
            return _anything(arrival)
        defence = self._sites.get(arrival.host)
        tag = _tag(defence, keeps.TOKEN) if defence else ""
        if (defence or arrival.host == CDN) and (kept := keeps.answered(arrival, defence, tag)):
            return kept
        _, room, *rest = arrival.path.split("/", 2)
        if room == "guard.js" and defence:
            script = ("Content-Type", TYPES["js"])
            return Reply(headers=(script, *defence.headers("guard")), body=guard(defence.site))
        token, _, name = rest[0].partition("/") if rest else ("", "", "")
        case = self._cases.get(token)
        if room == "reports":
            return _noted(case, arrival)
        if room != "w" or case is None or not (defence or arrival.host == CDN):
            return Reply(status=404, headers=SHARED)
        return _of_case(case, name, defence)

    def left(self, host: str, how: str) -> None:
        """Something for a host where nothing may go has arrived."""
        if host.endswith((EVIL, FAR)) and (case := self._cases.get(host.partition(".")[0])):
            case.out.add(how)


def _noted(case: Case | None, arrival: Arrival) -> Reply:
    """A report has arrived."""
    kinds = {"application/csp-report": "csp", "application/reports+json": "api"}
    kind = kinds.get(arrival.header("content-type"), "guard")
    if case:
        case.reports.append((kind, arrival.body.decode("utf-8", errors="replace")))
    return Reply(status=204, headers=SHARED)


def _tag(defence: Defence, token: str) -> str:
    if not defence.guard:
        return ""
    return f'<script src="/guard.js" data-collector="/reports/{token}/guard"></script>'


def _of_case(case: Case, name: str, defence: Defence | None) -> Reply:
    """A file of the case's folder; `defence`: None at the recipient's."""
    own = defence.headers(case.token) if defence else SHARED
    words = case.words
    if name == "":
        text = PAGE.format(
            guard=_tag(case.defence, case.token),
            head=filled(case.way.head, words),
            page=filled(case.way.page, words),
            own=case.own,
        )
        added = [(key, filled(said, words)) for key, said in case.way.headers.items()]
        return Reply(headers=(("Content-Type", HTML), *own, *added), body=text.encode())
    if name == "probe.js":
        case.ran.set()
        kind = ("Content-Type", TYPES["js"])
        return Reply(headers=(kind, *own), body=filled(case.way.code, words).encode())
    file = case.way.files.get(name)
    if file is None:
        return Reply(status=404, headers=own, body=b"")
    return _of_file(file, name, own, case, guarded=defence is not None)


def _of_file(
    file: File, name: str, own: tuple[tuple[str, str], ...], case: Case, *, guarded: bool
) -> Reply:
    kind = file.type or TYPES.get(name.rpartition(".")[2], TYPES["txt"])
    body = filled(file.body, case.words)
    if kind == HTML and guarded and not file.bare:
        body = f"<!doctype html>{_tag(case.defence, case.token)}{body}"
    added = [(key, filled(said, case.words)) for key, said in file.headers.items()]
    headers = (("Content-Type", kind), *(() if file.bare else own), *added)
    return Reply(status=file.status, headers=headers, body=body.encode())


def _anything(arrival: Arrival) -> Reply:
    """What a taker of data answers: something that suits what was asked for."""
    answers = {
        "image": ("image/gif", PIXEL),
        "script": (TYPES["js"], b"0;"),
        "style": (TYPES["css"], b"p{}"),
        "document": (HTML, b"<!doctype html><title>x</title>"),
        "iframe": (HTML, b"<!doctype html><title>x</title>"),
    }
    other = ("application/json", json.dumps({}).encode())
    kind, body = answers.get(arrival.header("sec-fetch-dest"), other)
    return Reply(headers=(("Content-Type", kind), *SHARED), body=body)
