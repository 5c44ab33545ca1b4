"""What detectors read of session recordings: who records, for whom, and in which words."""

from collections.abc import Iterable, Iterator

from scriptward.analysis.summary import listed
from scriptward.lib.domains import same_site
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.replay import Passing, Replay, Surface, SurfaceSeen
from scriptward.vocabulary.words import Baa

_NOBODY = frozenset({"", "unknown", "first party"})
_WORDS = {
    Surface.INPUT_TEXT: "text fields",
    Surface.INPUT_EMAIL: "e-mail fields",
    Surface.INPUT_TEL: "telephone fields",
    Surface.INPUT_SEARCH: "search fields",
    Surface.INPUT_NUMBER: "number fields",
    Surface.INPUT_DATE: "date fields",
    Surface.INPUT_PASSWORD: "password fields",
    Surface.TEXTAREA: "text areas",
    Surface.CONTENTEDITABLE: "editable text",
    Surface.SUBMITTED: "submitted forms",
}
_MOST = 4


def of_others(visit: Visit) -> Iterator[Replay]:
    """Recordings that somebody else gets: not those of the site's own recorder."""
    for row in visit.replay:
        own = same_site(row.host, visit.site) and row.entity in _NOBODY
        if row.host and not own:
            yield row


def leaving(row: Replay, wanted: Iterable[Surface]) -> tuple[SurfaceSeen, ...]:
    """The surfaces of those that the recording holds."""
    surfaces = frozenset(wanted)
    return tuple(
        one for one in row.surfaces if one.outcome is Passing.SENT and one.surface in surfaces
    )


def recorder(row: Replay) -> str:
    """Who records, as a title names them."""
    known = " ".join(part for part in (row.entity, row.product) if part not in _NOBODY)
    return f"{known or 'An unknown recorder'} ({row.host})"


def fields(seen: Iterable[SurfaceSeen]) -> str:
    """The surfaces in words."""
    words = (_WORDS.get(one.surface, one.surface.value.replace("_", " ")) for one in seen)
    return listed(list(dict.fromkeys(words)), most=_MOST)


def settings(seen: Iterable[SurfaceSeen]) -> str:
    """The vendor's settings that would mask these surfaces; empty where none is known."""
    return listed(list(dict.fromkeys(one.setting for one in seen if one.setting)), most=_MOST)


def attested(visit: Visit, row: Replay) -> bool:
    """Whether an agreement is on file for who gets the recording."""
    return any(
        flow.recipient.host == row.host and flow.recipient.baa is Baa.ATTESTED
        for flow in visit.flows
    )
