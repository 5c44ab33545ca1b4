"""A tag manager's tag is set to read what people type or click where they enter something.

Read from the container's own settings, before the tag fires: that it may read an entry is no
proof that it was sent. Tags that are paused, blocked, or never fire on a page of that address are
left out, and so are tags that name nobody to send to.

Why: a tag is changed in the vendor's console, without the site's own release and review; what it
reads on a form goes where its next version says.
Fix: in the tag manager, take the field or the element's text out of the tag, keep the tag off
these pages by a blocking trigger, or switch off automatic collection of user-provided data.
Source: 45 CFR 164.502(a) and (b); HHS OCR bulletin on online tracking, 18 March 2024; Google Tag
Manager help, variables and user-provided data.
fires: a_tag_reads_a_form_field_on_an_appointment_form
fires: the_text_of_clicked_elements_flows_into_a_tag
fires: the_vendors_code_looks_for_entries_by_itself
quiet: the_page_is_a_public_one
quiet: the_tag_is_paused
quiet: the_tag_is_blocked_on_pages_of_this_address
quiet: the_tag_names_nobody_to_send_to
quiet: only_the_address_flows_into_the_tag
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import SENSITIVE
from scriptward.analysis.wording import page_words
from scriptward.knowledge.container import may_fire
from scriptward.vocabulary.container import Container, Reach, Tag
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Confidence, Severity

_ENTRIES = {
    Reach.FORM_VALUE: "form fields",
    Reach.USER_DATA: "e-mail, phone or address found on the page",
}
_TEXTS = {
    Reach.ELEMENT_TEXT: "the text of clicked or submitted elements",
    Reach.DOM_ELEMENT: "the text of page elements",
}
_WORDS = _ENTRIES | _TEXTS
_FIX = Remedy(
    text=(
        "take the field or the element's text out of the tag, block the tag on these pages, or "
        "switch off automatic collection of user-provided data"
    ),
    actor="tag manager",
)


@detector(severity=Severity.MEDIUM, audience=Audience.PRIVACY, controls=("HT-06",))
def container_reaches_input(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    if visit.page.page_class not in SENSITIVE:
        return
    for container in visit.containers:
        for tag in container.tags:
            kinds = [kind for kind in _WORDS if kind in {each.kind for each in tag.reaches}]
            told = bool(tag.vendor or tag.hosts)
            if kinds and told and may_fire(container, tag, visit.page.url):
                yield _finding(visit, container, tag, kinds)


def _finding(visit: Visit, container: Container, tag: Tag, kinds: list[Reach]) -> Finding:
    receiver = tag.vendor or tag.hosts[0]
    entry = any(kind in _ENTRIES for kind in kinds)
    return container_reaches_input.finding(
        visit=visit,
        says=(
            f"{container.id or container.product} sets its tag #{tag.index} ({tag.name}, "
            f"{receiver}) to read {' and '.join(_WORDS[kind] for kind in kinds)} on "
            f"{page_words(visit.page.page_class)}"
        ),
        severity=Severity.MEDIUM if entry else Severity.LOW,
        confidence=Confidence.MEDIUM,
        script=container.script or None,
        recipient=tag.hosts[0] if tag.hosts else None,
        fold=(
            container.id or container.script,
            tag.function,
            str(tag.tag_id),
            *sorted(kind.value for kind in kinds),
            visit.page.page_class.value,
        ),
        remedy=_FIX,
    )
