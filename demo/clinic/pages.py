"""The clinic's own pages: templates, forms, and the little the clinic remembers of a visitor."""

import json
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qs, urlencode

import jinja2

from . import hosts
from .connection import Reply
from .record import Arrival

DOCTORS = (
    {"key": "okafor", "name": "Dr. Amara Okafor", "field": "Diabetes and endocrine care"},
    {"key": "lindqvist", "name": "Dr. Jonas Lindqvist", "field": "Eye care"},
    {"key": "ferreira", "name": "Dr. Inês Ferreira", "field": "Family medicine"},
)
HTML = ("Content-Type", "text/html; charset=utf-8")
Answers = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One page: its template and the embed codes in its head."""

    name: str
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Answers requests for pages; `remembered` is by the visitor's cookie."""

    remembered: dict[str, dict[str, Answers]] = field(default_factory=dict)
    templates: jinja2.Environment = field(
        default_factory=lambda: jinja2.Environment(
            loader=jinja2.FileSystemLoader((hosts.FOLDER / "pages", hosts.FOLDER / "snippets")),
            autoescape=True,
        )
    )

    def answer(self, arrival: Arrival) -> Reply:
        """A page, the answer to a form, or 404."""
        if arrival.path == "/embed/opening-hours":
            return self._shown("opening_hours", {})
        if arrival.method == "POST":
            return self._form(arrival)
        page = table().get(arrival.path)
        if page is None:
            return Reply(status=404, headers=(HTML,), body=b"<h1>Not found</h1>")
        asked = {key: values[0] for key, values in parse_qs(arrival.query).items()}
        known = self.remembered.get(visitor(arrival), {})
        return self._shown(
            page.name,
            {
                "tags": page.tags,
                "q": asked.get("q", ""),
                "zip": asked.get("zip", ""),
                "sent": "sent" in asked,
                "doctors": DOCTORS,
                "visit": known.get("visit", {}),
                "who": known.get("who", {}),
            },
        )

    def _shown(self, name: str, known: Mapping[str, object]) -> Reply:
        text = self.templates.get_template(f"{name}.html").render(page=name, **known)
        return Reply(headers=(HTML, ("Cache-Control", "no-store")), body=text.encode())

    def _form(self, arrival: Arrival) -> Reply:
        cookie = visitor(arrival) or secrets.token_hex(8)
        known = self.remembered.setdefault(cookie, {})
        keep = ("Set-Cookie", f"wb_visitor={cookie}; Path=/; Secure; HttpOnly; SameSite=Lax")
        if arrival.path == "/api/appointments":
            known["visit"] = json.loads(arrival.body)
            reference = json.dumps({"reference": f"WB-{len(self.remembered):05}"})
            kind = ("Content-Type", "application/json")
            return Reply(headers=(kind, keep), body=reference.encode())
        typed = {key: values[0] for key, values in parse_qs(arrival.body.decode()).items()}
        if arrival.path == "/portal/sign-in":
            known["who"] = typed
        member = urlencode({"member": known.get("who", {}).get("member_id", "")})
        onward = {
            "/portal/sign-in": f"/portal/inbox?{member}",
            "/portal/messages": f"/portal/inbox?{member}&sent=1",
            "/billing/pay": "/billing/paid",
        }
        place = onward.get(arrival.path, "/")
        return Reply(status=303, headers=(("Location", place), keep))


@cache
def table() -> dict[str, Row]:
    """The rows of `pages.toml`, by path."""
    rows = tomllib.loads((hosts.FOLDER / "pages.toml").read_text("utf-8"))
    return {row["path"]: Row(name=name, tags=tuple(row["tags"])) for name, row in rows.items()}


def visitor(arrival: Arrival) -> str:
    """What the clinic's own cookie says; empty for a first visit."""
    pairs = (part.strip().partition("=") for part in arrival.header("cookie").split(";"))
    return next((value for name, _, value in pairs if name == "wb_visitor"), "")
