"""What a page is for: its class, and the sign that said so.

Signs in order: a place for job seekers, fields for a card, a password field, marks of a signed-in
state, words of the address, what the fields ask for, the site's front page, words of heading and
title. A policy can overrule all of it.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

from scriptward.knowledge.field_kinds import is_for_cards, kind_of_field, parts_of
from scriptward.knowledge.page_signs import (
    CAREERS,
    GREETING,
    HOME,
    PROVIDER,
    SIGN_OUT,
    SIGNS,
    SITE_SEARCH,
)
from scriptward.lib.domains import is_address, registrable
from scriptward.lib.plain_words import plain_words
from scriptward.vocabulary.capture import RawPage
from scriptward.vocabulary.words import DataKind, PageClass

CARD_FIELDS = "a field asks for card data"
"""The reason for a page with fields for a card."""

_LONGEST = 500
"""Characters of an address or title that are looked at."""
_MOST_FIELDS = 400

_ASKED_FOR: tuple[tuple[PageClass, frozenset[DataKind]], ...] = (
    (PageClass.SYMPTOM_FORM, frozenset({DataKind.CONDITION})),
    (PageClass.REFILL, frozenset({DataKind.MEDICATION})),
    (PageClass.APPOINTMENT_FORM, frozenset({DataKind.APPOINTMENT})),
    (PageClass.PROVIDER_SEARCH, frozenset({DataKind.PROVIDER_NAME})),
    (
        PageClass.REGISTRATION,
        frozenset({DataKind.DOB, DataKind.SSN, DataKind.MRN, DataKind.MEMBER_ID}),
    ),
)
_EVERYWHERE = frozenset({DataKind.EMAIL, DataKind.SEARCH_TERM, DataKind.ZIP, DataKind.FORM_VALUE})
"""What a newsletter or search box on every page asks for: says nothing of the page."""

_TITLE_PARTS = re.compile(r"\s+[-|–—·»]\s+|\s*[|»]\s*")

Judged = tuple[PageClass, str]


def classified(page: RawPage) -> Judged:
    """Class of a page, and what made it so: words and kinds of fields, never what was typed."""
    asked = tuple(_fields(page.fields))
    place = _place(page.url)
    judges: tuple[Callable[[], Judged | None], ...] = (
        lambda: _careers(place),
        lambda: _by_card(page.fields),
        lambda: _by_secrets(asked),
        lambda: _signed_in(page, asked),
        lambda: _by_place(place),
        lambda: _by_fields(asked),
        lambda: _front(place),
        lambda: _by_title(page),
    )
    for judge in judges:
        if judged := judge():
            return judged
    if page.title or page.headings or page.fields:
        return PageClass.GENERAL_PUBLIC, "no sign of sign-in, form or health subject"
    return PageClass.UNKNOWN, "nothing on the page says what it is for"


def _careers(place: str) -> Judged | None:
    if found := CAREERS.search(place):
        return PageClass.CAREERS, f"address has “{found[0]}”"
    return None


def _by_card(fields: tuple[str, ...]) -> Judged | None:
    for text in fields[:_MOST_FIELDS]:
        type_, name, autocomplete, label = parts_of(text[:_LONGEST])
        if is_for_cards(type=type_, name=name, autocomplete=autocomplete, label=label):
            return PageClass.PAYMENT_PAGE, CARD_FIELDS
    return None


def _by_secrets(asked: tuple[tuple[str, str, DataKind | None], ...]) -> Judged | None:
    passwords = [(type_, about) for type_, about, _ in asked if type_ == "password"]
    if not passwords:
        return None
    if len(passwords) > 1 or any("new-password" in about for _, about in passwords):
        return PageClass.REGISTRATION, "fields ask for a new password"
    return PageClass.LOGIN, "a password field"


def _signed_in(page: RawPage, asked: tuple[tuple[str, str, DataKind | None], ...]) -> Judged | None:
    if any(GREETING.match(text[:_LONGEST].strip()) for text in page.headings):
        return PageClass.AUTHENTICATED, "a heading greets a signed-in person"
    texts = [about for type_, about, _ in asked if type_ in {"submit", "button"}]
    if any(SIGN_OUT.search(plain_words(text)) for text in (*texts, *page.headings)):
        return PageClass.AUTHENTICATED, "a control to sign out"
    return None


def _by_place(place: str) -> Judged | None:
    if judged := _by_words(place, "address", only_before=PageClass.PROVIDER_SEARCH):
        return judged
    if PROVIDER.search(place):
        return PageClass.PROVIDER_PAGE, "address of one provider below a list of them"
    if (judged := _by_words(place, "address")) and judged[0] is not PageClass.GENERAL_PUBLIC:
        return judged
    if found := SITE_SEARCH.search(place):
        return PageClass.UNKNOWN, f"address has “{found[0]}”: it may hold what was typed"
    return None


def _by_fields(asked: tuple[tuple[str, str, DataKind | None], ...]) -> Judged | None:
    kinds = {kind for _, _, kind in asked if kind} - _EVERYWHERE
    for page_class, telling in _ASKED_FOR:
        if both := kinds & telling:
            return page_class, f"a field asks for {min(both)}"
    personal = kinds - {DataKind.ADDRESS}
    if personal:
        return PageClass.UNKNOWN, f"a form asks for {', '.join(sorted(personal))}"
    return None


def _front(place: str) -> Judged | None:
    if HOME.fullmatch(place.partition(" // ")[2]):
        return PageClass.GENERAL_PUBLIC, "the site's front page"
    return _by_words(place, "address", only=PageClass.GENERAL_PUBLIC)


def _by_title(page: RawPage) -> Judged | None:
    first = _TITLE_PARTS.split(page.title[:_LONGEST], maxsplit=1)[0]
    texts = (("heading", page.headings[0] if page.headings else ""), ("title", first))
    for where, text in texts:
        words = plain_words(text[:_LONGEST])
        if found := CAREERS.search(words):
            return PageClass.CAREERS, f"{where} has “{found[0]}”"
        if judged := _by_words(words, where):
            return judged
    return None


def _by_words(
    text: str, where: str, *, only_before: PageClass | None = None, only: PageClass | None = None
) -> Judged | None:
    for page_class, pattern in SIGNS:
        if page_class is only_before:
            return None
        if only is not None and page_class is not only:
            continue
        if found := pattern.search(text):
            return page_class, _reason(page_class, where, found[0])
    return None


def _reason(page_class: PageClass, where: str, words: str) -> str:
    if page_class is PageClass.CONDITION_PAGE:
        return f"{where} names a health subject"  # which one may be what was typed
    if page_class is PageClass.AUTHENTICATED:
        return f"{where} lies inside a patient portal"
    return f"{where} has “{words}”"


def _fields(fields: tuple[str, ...]) -> Iterator[tuple[str, str, DataKind | None]]:
    for text in fields[:_MOST_FIELDS]:
        type_, name, autocomplete, label = parts_of(text[:_LONGEST])
        kind = kind_of_field(type=type_, name=name, autocomplete=autocomplete, label=label)
        yield type_.lower(), f"{name} {autocomplete} {label}", kind


def _place(url: str) -> str:
    """Words of the address: labels before the registrable domain ` // ` parts of path and route."""
    try:
        parts = urlsplit(url[: _LONGEST * 4])
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return " // "
    labels = "" if is_address(host) else host.removesuffix(registrable(host)).removeprefix("www.")
    route = parts.fragment.lstrip("!") if parts.fragment.startswith(("/", "!/")) else ""
    path = f"{parts.path}/{route}"[:_LONGEST]
    segments = [plain_words(unquote(segment)) for segment in path.split("/")]
    hosts = " / ".join(plain_words(label) for label in labels.split(".") if label)
    return f"{hosts} // {' / '.join(filter(None, segments))}"
