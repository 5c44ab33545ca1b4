"""What a capture can't show, and what its tool lost: sentences for the limits of a report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scriptward.vocabulary.capture import RawScript, Sending
from scriptward.vocabulary.words import Channel

ALWAYS = (
    "A network capture shows requests only: reads of fields, cookies, storage and page text, code"
    " made from strings and event handlers are not in it."
)
_UNTIMED = "The capture has no usable times: the time its file was last changed is given."
_COOKIELESS = (
    "The capture has no cookies in any of its requests: the tool may leave them out (Chrome's"
    " sanitised export does), so what they carried is not known."
)
_SOCKETLESS = (
    "The capture has no WebSockets: some tools (chrome-har is one) leave them out, so whether there"
    " were any is not known."
)


@dataclass(frozen=True, kw_only=True)
class Losses:
    """What is looked at to tell what was lost."""

    sendings: Sequence[Sending]
    scripts: Sequence[RawScript]
    textless: int
    """Pages whose document the tool did not keep."""
    pages: int
    sourceless: int
    """Scripts whose source was let go of for want of room."""
    unopened: int
    """Tunnels of a proxy that it did not look into."""
    unkept: int
    """Requests whose body was let go of for want of room."""
    timed: bool

    def sentences(self) -> Iterator[str]:
        """Each loss once."""
        yield ALWAYS
        yield from self._of_requests()
        yield from self._of_answers()
        yield from [] if self.timed else [_UNTIMED]

    def _of_requests(self) -> Iterator[str]:
        sockets = [s for s in self.sendings if s.channel is Channel.WEBSOCKET]
        silent = sum(socket.request.body_missing for socket in sockets)
        lost = sum(sending.request.body_missing for sending in self.sendings)
        missing = lost - silent - self.unkept - self.unopened
        if missing > 0:
            yield (
                f"The capture lost the body of {missing} requests, wholly or in part: what they"
                " sent is not known."
            )
        if self.unopened:
            yield (
                f"The proxy did not open {self.unopened} tunnels: what went through them is not"
                " known."
            )
        headless = sum(not sending.request.headers for sending in self.sendings)
        if headless:
            yield (
                f"The capture has no headers of {headless} requests: what their cookies and"
                " Referer carried is not known."
            )
        names = {name.lower() for s in self.sendings for name, _ in s.request.headers}
        if self.sendings and "cookie" not in names:
            yield _COOKIELESS
        if silent:
            yield f"The capture has no messages of {silent} sockets: what they sent is not known."
        if not sockets:
            yield _SOCKETLESS

    def _of_answers(self) -> Iterator[str]:
        if self.textless:
            yield (
                f"The capture has no document text of {self.textless} of {self.pages} pages: their"
                " fields, headings and inline code are not known."
            )
        unhashed = sum(not script.sha256 for script in self.scripts)
        if unhashed:
            yield (
                f"The capture has no source of {unhashed} of {len(self.scripts)} scripts: they"
                " have no hash, and libraries in them are not known."
            )
        if self.sourceless:
            yield (
                f"The sources of {self.sourceless} scripts did not fit into memory: they have a"
                " hash, but libraries in them are not known."
            )
