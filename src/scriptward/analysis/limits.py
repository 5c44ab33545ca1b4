"""What a run could not see, a sentence each: "not observed" is never "does not happen"."""

from collections import Counter
from collections.abc import Iterable, Iterator

from scriptward.vocabulary.capture import Capture
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Attribution, ChoicePhase, PageStatus

_FORWARDING = (
    "Server-side forwarding: what a recipient, or the site's own server, passes on can't be seen "
    "from a browser."
)
_ONE_RUN = (
    "One browser, one place, one time, and the consent states named in the run: others may meet "
    "different scripts."
)
_SEALED = "Salted or keyed hashes and encrypted payloads: values inside them are not recognised."
ALWAYS = (_FORWARDING, _ONE_RUN, _SEALED)


def unseen(capture: Capture, visits: Iterable[Visit]) -> tuple[str, ...]:
    """Limits of every run, then those of this one."""
    own = (*_reach(capture), *capture.unseen, *_doubts(tuple(visits)))
    return tuple(dict.fromkeys((*ALWAYS, *own)))


def _reach(capture: Capture) -> Iterator[str]:
    pages = {page.url.partition("?")[0].partition("#")[0] for page in capture.pages}
    yield f"Pages and steps beyond the {_counted(len(pages), 'address', 'addresses')} visited."
    if not capture.planted:
        yield "No self-test: this source can't plant leaks of its own to prove that it sees them."


def _doubts(visits: tuple[Visit, ...]) -> Iterator[str]:
    flows = [flow for visit in visits for flow in visit.flows]
    unread = sum(flow.count for flow in flows if flow.not_fully_read)
    if unread:
        yield f"{_counted(unread, 'request')} could not be read to the end."
    uncertain = sum(f.count for f in flows if f.attribution is Attribution.UNCERTAIN)
    if uncertain:
        yield f"{_counted(uncertain, 'request')} could not be laid to a script with certainty."
    partial = sum(visit.page.status is not PageStatus.COMPLETE for visit in visits)
    if partial:
        yield f"Not seen to the quiet end: {_counted(partial, 'page')}."
    yield from _choices(visits)


def _choices(visits: tuple[Visit, ...]) -> Iterator[str]:
    """Choices about tracking that were not reached, so that nothing is said of what they do."""
    states = (visit.page.consent for visit in visits)
    missed = Counter(
        (one.wanted, one.reason)
        for one in states
        if one and not one.reached and one.phase in (ChoicePhase.AFTER, ChoicePhase.NOT_MADE)
    )
    for (wanted, reason), number in missed.items():
        yield f"Not reached as `{wanted}` on {_counted(number, 'page')}: {reason}."


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
