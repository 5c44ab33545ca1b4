"""How much a kind of data, a page and a recipient matter: the words all detectors judge by."""

import re
from collections.abc import Iterable

from scriptward.vocabulary.observations import Flow, Leak, Recipient
from scriptward.vocabulary.words import (
    Baa,
    Certainty,
    Confidence,
    DataKind,
    PageClass,
    Severity,
    Where,
)

IDENTIFIERS = frozenset(
    {
        DataKind.EMAIL,
        DataKind.EMAIL_HASH,
        DataKind.PHONE,
        DataKind.PHONE_HASH,
        DataKind.NAME,
        DataKind.DOB,
        DataKind.ADDRESS,
        DataKind.GEO_PRECISE,
        DataKind.MRN,
        DataKind.MEMBER_ID,
        DataKind.SSN,
        DataKind.ACCOUNT_NUMBER,
        DataKind.USER_ID,
        DataKind.ZIP,
        DataKind.OTHER_ID,
    }
)
"""Kinds that say who a person is (45 CFR 164.514(b)(2)(i))."""
HEALTH = frozenset(
    {
        DataKind.APPOINTMENT,
        DataKind.CONDITION,
        DataKind.MEDICATION,
        DataKind.PROVIDER_NAME,
        DataKind.SEARCH_TERM,
        DataKind.FREE_TEXT,
        DataKind.FORM_VALUE,
    }
)
"""Kinds that say, or on a health site may say, what care is sought."""
CARD = frozenset({DataKind.CARD_DATA})
WORST = frozenset({DataKind.SSN, DataKind.MRN, DataKind.MEMBER_ID})
"""Identifiers that follow a patient for life, or open a record."""
CREDENTIALS = frozenset({DataKind.PASSWORD, DataKind.USERNAME})
CONTEXT = frozenset({DataKind.URL_PATH, DataKind.URL_QUERY, DataKind.PAGE_TITLE})
"""The page's own words about itself."""

FORMS = frozenset(
    {
        PageClass.APPOINTMENT_FORM,
        PageClass.SYMPTOM_FORM,
        PageClass.PROVIDER_SEARCH,
        PageClass.REFILL,
    }
)
"""Where a person types or picks what care they seek."""
ACCOUNTS = frozenset({PageClass.LOGIN, PageClass.REGISTRATION})
SIGNED_IN = frozenset({PageClass.AUTHENTICATED, PageClass.APP_SCREEN})
PAYMENT = frozenset({PageClass.PAYMENT_PAGE, PageClass.BILL_PAY})
CONTENT = frozenset({PageClass.CONDITION_PAGE, PageClass.PROVIDER_PAGE})
SENSITIVE = FORMS | ACCOUNTS | SIGNED_IN | PAYMENT
"""Where a person signs in, types, picks or pays."""

TRACKING = frozenset(
    {
        "ads",
        "analytics",
        "call_tracking",
        "cdp",
        "chat",
        "experimentation",
        "identity",
        "marketing_automation",
        "session_replay",
        "social",
        "survey",
        "tag_manager",
    }
)
"""Categories of vendors whose product is to learn about visitors."""
SERVICES = frozenset(
    {"find_a_doctor", "forms", "patient_engagement", "payment", "portal", "scheduling"}
)
"""Categories of vendors a site hands people to, so that they enter something there."""
ADVERTISING = frozenset({"ads", "social", "identity", "marketing_automation"})

_REPLAY_ADDRESS = re.compile(r"replay|record|snapshot|rrweb|/rec/|/sessions?/", re.IGNORECASE)
_REPLAY_PATH = re.compile(
    r"snapshot|rrweb|replay|\.adds\b|mutation|childNodes|textContent|\.node\."
    r"|events\[\d+\](?:\.event)?\.data\.text$",
    re.IGNORECASE,
)
"""Paths of recorders' formats; rrweb's nodes and inputs among them."""
_WHOLE = re.compile(r"(?:\.value|\[\d+\]|['\]])+$")
_ADDRESS_NAME = re.compile(
    r"[.\['_$](?:dl|dr|dp|dt|url|url\.full|url\.query|uri|u|referr?er|refr|ref|rl|page|loc"
    r"|location|path|pathname|query_string|tiba|title|search)$",
    re.IGNORECASE,
)
"""Last part of a path: parameters in which vendors send the page's address or title."""
_CONFIDENCE = {
    Certainty.OBSERVED_PLAIN: Confidence.HIGH,
    Certainty.OBSERVED_DECODED: Confidence.HIGH,
    Certainty.OBSERVED_HASH_MATCH: Confidence.HIGH,
    Certainty.OBSERVED_PARTIAL: Confidence.MEDIUM,
    Certainty.INFERRED: Confidence.MEDIUM,
}


def confidence(leaks: Iterable[Leak]) -> Confidence:
    """How sure the best of these leaks is."""
    order = list(Confidence)
    sure = (_CONFIDENCE.get(leak.certainty, Confidence.LOW) for leak in leaks)
    return max(sure, key=order.index, default=Confidence.LOW)


def of_value(
    kinds: Iterable[DataKind], recipient: Recipient, page_class: PageClass, *, handed_over: bool
) -> Severity:
    """How bad it is that a person's own data went there. `handed_over`: by that person."""
    if recipient.baa is Baa.ATTESTED:
        return Severity.LOW
    if handed_over or (recipient.category in SERVICES and recipient.sure == recipient.entity):
        return Severity.MEDIUM
    if WORST & set(kinds):
        return Severity.CRITICAL
    telling = page_class in SENSITIVE | CONTENT
    stranger = recipient.sure in {"", "unknown"} or recipient.category in ADVERTISING
    return Severity.HIGH if telling or stranger else Severity.MEDIUM


def controls_of(page_class: PageClass) -> tuple[str, ...]:
    """Rules on data leaving a page of that class."""
    if page_class in ACCOUNTS:
        return ("HT-02", "HT-06")
    if page_class in SIGNED_IN | PAYMENT:
        return ("HT-01", "HT-06")
    return ("HT-03", "HT-06") if page_class in FORMS else ("HT-05", "HT-06")


def in_referer(leak: Leak) -> bool:
    """Whether it stood in the Referer header."""
    return leak.where is Where.HEADER and "referer" in leak.path.lower()


def in_address(leak: Leak) -> bool:
    """Whether it is the page's own address or title, or stood in one that was sent along."""
    if in_referer(leak):
        return False
    return leak.kind in CONTEXT or bool(_ADDRESS_NAME.search(_WHOLE.sub("", leak.path)))


def in_replay(flow: Flow, leak: Leak) -> bool:
    """Whether it was sent as part of a recording of the page."""
    if leak.kind in {DataKind.REPLAY_DOM, DataKind.PAGE_TEXT}:
        return True
    if leak.where is not Where.BODY or in_address(leak):
        return False
    recorder = flow.recipient.category == "session_replay"
    path = flow.request.url.partition("?")[0].partition("://")[2].partition("/")[2]
    return recorder or bool(_REPLAY_ADDRESS.search(f"/{path}") or _REPLAY_PATH.search(leak.path))


def unattested(recipient: Recipient) -> bool:
    """Whether no agreement is on file for a recipient."""
    return recipient.baa in {Baa.NONE, Baa.UNKNOWN}
