"""How findings speak: names of data, pages, scripts and recipients in a sentence.

Observations only. What a tool must not conclude stands in `NEVER`, and a test reads every title.
"""

from collections.abc import Iterable

from scriptward.vocabulary.observations import Recipient, Script, Visit
from scriptward.vocabulary.words import DataKind, PageClass, Party

NEVER = ("violat", "breach", "complian", "certified", "safe", "anonymous", "illegal")
"""Beginnings of words that are conclusions, not observations."""


def in_words(kinds: Iterable[DataKind | str]) -> str:
    """Kinds of data as a title lists them: `date of birth, email and phone`."""
    words = [_WORDS.get(str(kind), str(kind).replace("_", " ")) for kind in sorted(set(kinds))]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def known(recipient: Recipient) -> str:
    """Name of a recipient for a title: entity and host, or the host alone."""
    if recipient.entity in {"", "unknown"}:
        return f"{recipient.host} (owner unknown)"
    return f"{recipient.entity} ({recipient.host})"


def sender(visit: Visit, script_id: str | None, *, certain: bool) -> str:
    """Name of who did it, for a title's beginning. `certain`: nobody is known, so nobody did."""
    script = visit.script(script_id)
    if script:
        return script_name(script)
    return "The page itself" if certain else "A script that could not be named"


def script_name(script: Script) -> str:
    """File and host of a script, or what kind of code it is."""
    if script.url and "://" in script.url:
        place = script.url.partition("://")[2].partition("?")[0]
        host, _, path = place.partition("/")
        folder, _, file = path.rpartition("/")
        return f"{host}/…/{file[:60]}" if folder else f"{host}/{file[:60]}"
    whose = "The site's" if script.party is Party.FIRST else f"{script.owner.entity}'s"
    return f"{whose} {script.kind.value} code {script.sha256[:8]}".strip()


def page_words(page_class: PageClass) -> str:
    """A class of page as a title names it."""
    return _PAGE_WORDS.get(page_class, page_class.value.replace("_", " "))


_WORDS = {
    "account_number": "an account number",
    "address": "a street address",
    "appointment": "appointment details",
    "button_text": "button text",
    "card_data": "card data",
    "click_id": "a click id",
    "condition": "a condition or symptom",
    "cookie_id": "a cookie id",
    "device_id": "a device id",
    "dob": "a date of birth",
    "email": "an e-mail address",
    "email_hash": "a hashed e-mail address",
    "form_field_name": "a form field's name",
    "form_value": "a form entry",
    "free_text": "free text",
    "geo_precise": "a precise location",
    "ip": "an IP address",
    "medication": "a medication",
    "member_id": "a member number",
    "mrn": "a medical record number",
    "name": "a name",
    "other_id": "an identifier",
    "page_text": "page text",
    "page_title": "the page's title",
    "password": "a password",
    "phone": "a phone number",
    "phone_hash": "a hashed phone number",
    "provider_name": "a provider's name",
    "replay_dom": "the page's content",
    "search_term": "a search phrase",
    "ssn": "a social security number",
    "url_path": "the page's address",
    "url_query": "the page's query",
    "user_id": "a user id",
    "username": "a user name",
    "zip": "a ZIP code",
}
_PAGE_WORDS = {
    PageClass.AUTHENTICATED: "a signed-in page",
    PageClass.LOGIN: "a sign-in page",
    PageClass.REGISTRATION: "a registration page",
    PageClass.APPOINTMENT_FORM: "an appointment form",
    PageClass.SYMPTOM_FORM: "a symptom form",
    PageClass.PROVIDER_SEARCH: "a provider search",
    PageClass.CONDITION_PAGE: "a condition page",
    PageClass.PROVIDER_PAGE: "a provider's page",
    PageClass.BILL_PAY: "a bill page",
    PageClass.PAYMENT_PAGE: "a payment page",
    PageClass.REFILL: "a refill form",
    PageClass.GENERAL_PUBLIC: "a public page",
    PageClass.CAREERS: "a careers page",
    PageClass.APP_SCREEN: "an app screen",
    PageClass.UNKNOWN: "a page",
}
