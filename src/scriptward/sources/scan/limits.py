"""What a scan must say about itself: what failed, and what it could not see."""

from collections.abc import Iterable

from scriptward.sources.scan.recording import Recording
from scriptward.vocabulary.capture import RawPage, Sending
from scriptward.vocabulary.words import PageStatus

_LOOK_UPS = "DNS look-ups and early connections that Chromium makes on its own are not listed."

_LATER = (
    "A page is left when nothing new has come for a moment: what a script does much later, or only"
    " on some days, in some places or for some visitors, is not seen."
)


def failures(recording: Recording, pages: Iterable[RawPage]) -> tuple[str, ...]:
    """Sentences that make the run incomplete."""
    said = [
        f"{page.url}: {page.reason}" for page in pages if page.status is not PageStatus.COMPLETE
    ]
    network, scripts, connection = recording.network, recording.scripts, recording.connection
    cut = sum(sent.messages_cut for sent in network.sent)
    counts = (
        (network.lost, "requests beyond the budget were not kept"),
        (scripts.lost, "scripts beyond the budget were not kept"),
        (recording.targets.refused, "frames and workers beyond the budget ran unobserved"),
        (cut, "socket messages beyond the budget were not kept"),
        (connection.unread if connection else 0, "messages of the debugger were not understood"),
    )
    return (*dict.fromkeys(said), *(f"{n} {text}" for n, text in counts if n))


def unseen(
    recording: Recording, sendings: Iterable[Sending], dialogs: int, *, sensor: bool
) -> tuple[str, ...]:
    """Limits of what was seen, which don't make the run incomplete."""
    network, channel, scripts = recording.network, recording.channel, recording.scripts
    missing = sum(sending.request.body_missing for sending in sendings)
    notes = (
        (recording.workers.unseen(network.sent), "workers were started and no code of them seen"),
        (missing, "request bodies could not be read to their end"),
        (network.late, "requests left too early for more than their address to be seen"),
        (recording.workers.early, "workers ran before they could be watched: may have sent more"),
        (scripts.unread, "scripts were too many or too large for their text to be kept"),
        (channel.forged, "texts that a page sent in the sensor's name were thrown away"),
        (channel.lost, "records of the sensor were dropped"),
        (network.refused_local, "requests to loopback or private addresses were refused"),
        (dialogs, "dialogues were dismissed"),
    )
    without = () if sensor else ("The sensor did not run: readings of fields are not listed.",)
    return (_LOOK_UPS, _LATER, *without, *(f"{n} {text}." for n, text in notes if n))
