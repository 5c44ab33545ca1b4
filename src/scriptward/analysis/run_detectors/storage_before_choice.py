"""A third party kept something for analytics or advertising while a banner waited for a choice.

Counted are cookies, storage keys and databases that a third party's script or answer set in the
page, where the name is known for analytics, marketing or personalization, or who set it is in that
business.

Why: what is kept knows the visitor again, whatever they choose afterwards.
Fix: have the tag manager wait for the banner's signal; load tags from it and not from the page.
Source: ePrivacy Directive, article 5(3); EDPB Guidelines 2/2023; RCW 19.373.030.
fires: an_analytics_cookie_is_set_under_an_open_banner
fires: an_advertiser_s_answer_sets_a_cookie_of_unknown_purpose
fires: a_storage_key_of_an_sdk_counts_like_a_cookie
quiet: nothing_is_kept_before_the_choice
quiet: the_site_has_no_banner
quiet: what_is_kept_is_known_as_functional
quiet: the_site_itself_keeps_something
quiet: an_unknown_third_party_keeps_an_unknown_name
quiet: a_vendor_keeps_something_in_its_own_frame
"""

from collections.abc import Iterator, Sequence

from scriptward.analysis.choices import product_of, unchosen
from scriptward.analysis.detector import Speaker
from scriptward.analysis.run_detector import run_detector
from scriptward.analysis.sensitivity import ADVERTISING, CONTENT, SENSITIVE, TRACKING
from scriptward.analysis.wording import page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Storage, Visit
from scriptward.vocabulary.words import Audience, Confidence, Party, Severity

_FIX = Remedy(
    text="start this tag only on the banner's signal, not with the page", actor="tag manager"
)
_FOLLOWING = frozenset({"analytics", "marketing", "personalization"})
_WAITING = frozenset({"functional", "necessary", "security"})
_MOST_NAMED = 4


@run_detector(severity=Severity.MEDIUM, audience=Audience.PRIVACY, controls=("ST-WA1",))
def storage_before_choice(visits: Sequence[Visit]) -> Iterator[Finding]:
    """Judge the visits without a choice."""
    for visit in unchosen(visits):
        groups: dict[tuple[str, str], list[Storage]] = {}
        for row in visit.storage:
            if row.party is Party.THIRD and not row.frame and _follows(row):
                groups.setdefault((row.owner, row.header or ""), []).append(row)
        for rows in groups.values():
            yield _finding(storage_before_choice, visit, rows, product_of(visits, visit.site))


def _follows(row: Storage) -> bool:
    by_owner = row.category in TRACKING and row.purpose not in _WAITING
    return row.purpose in _FOLLOWING or by_owner


def _finding(speaker: Speaker, visit: Visit, rows: Sequence[Storage], product: str) -> Finding:
    first = rows[0]
    names = sorted({row.name for row in rows})
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    who = first.owner if first.owner not in {"", "unknown"} else "A third party"
    by = f" ({first.header})" if first.header else ""
    page_class = visit.page.page_class
    return speaker.finding(
        visit=visit,
        says=(
            f"{who}{by} kept {', '.join(names[:_MOST_NAMED])}{more} in the browser on "
            f"{page_words(page_class)} before any choice in the banner{product}"
        ),
        severity=Severity.HIGH
        if page_class in SENSITIVE | CONTENT and _advertises(rows)
        else Severity.MEDIUM,
        confidence=Confidence.HIGH
        if any(row.purpose in _FOLLOWING for row in rows)
        else Confidence.MEDIUM,
        script=first.script,
        recipient=first.header,
        fold=(first.owner, first.header or first.script or "", page_class.value),
        remedy=_FIX,
    )


def _advertises(rows: Sequence[Storage]) -> bool:
    return any(row.purpose == "marketing" or row.category in ADVERTISING for row in rows)
