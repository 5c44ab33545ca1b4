"""A made-up patient's visit: what is typed, shown, tracked and stands in the address."""

import json
from pathlib import Path
from urllib.parse import quote, quote_plus

import jinja2

HOST = "www.larkmere.test"
PAGES = Path(__file__).parent / "pages"
VALUES = {
    "member_id": "LKM-70331942",
    "email": "wren.tallis@patient-mail.test",
    "phone": "(312) 555-0142",
    "condition": 'tinnitus & "dizzy" spells – spring; café',
    "full_name": "Wrén Tallis-Økonjo",
    "appointment_id": "APT-5590-2231",
    "search_phrase": "copper kettle migraine 5190",
    "page_path": "/care/tinnitus-referral-8842/book",
    "typed.email": "w.okonjo.home@patient-mail.test",
    "message": 'my left ear rings, "like a bell": it’s worse at night & on ferries',
}
"""Invented; each comes into the page in one way only, so that a path says how it left."""
NEVER_GIVEN = {
    "other.email": "sela.brandt@patient-mail.test",
    "other.phone": "(415) 555-0177",
    "other.member_id": "LKM-70331943",
    "other.full_name": "Sela Brandt-Moreau",
    "other.message": "the right knee clicks on the stairs since may",
    "other.dob": "1963-08-27",
    "other.ssn": "219-09-9999",
    "other.card_number": "4000056655665556",
}
"""Another made-up patient who is nowhere in the visit: finding these is a false alarm."""


def address() -> str:
    """The page that is visited, with its search phrase."""
    return f"https://{HOST}{quote(VALUES['page_path'])}?q={quote_plus(VALUES['search_phrase'])}"


def page(script: str) -> str:
    """The page with a vendor's script in its head."""
    template = (PAGES / "visit.html").read_text("utf-8")
    shown: str = jinja2.Template(template, autoescape=True).render(script=script, visit=VALUES)
    return shown


def constants() -> dict[str, str]:
    """What the vendors' scripts know of the visit, as esbuild's `define`."""
    return {"VISIT": json.dumps(VALUES), "process.env.NODE_ENV": '"production"'}
