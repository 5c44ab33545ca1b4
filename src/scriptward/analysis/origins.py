"""Finds the request that a redirect hop or a preflight belongs to."""

from collections.abc import Sequence

from scriptward.vocabulary.capture import Sending

_PREFLIGHT = "preflight"


class Origins:
    """The first requests of one capture."""

    def __init__(self, sendings: Sequence[Sending]) -> None:
        """`sendings`: all of the capture."""
        self._by_key = {sending.key: sending for sending in sendings}
        self._asked: dict[tuple[str, str], str] = {}
        for sending in sendings:
            if sending.initiator.type != _PREFLIGHT:
                self._asked.setdefault((sending.page, sending.request.url), sending.key)

    def of(self, sending: Sending) -> Sending:
        """The first request of the chain; the sending itself where it follows none."""
        seen = {sending.key}
        while (before := self._before(sending)) in self._by_key and before not in seen:
            seen.add(before)
            sending = self._by_key[before]
        return sending

    def _before(self, sending: Sending) -> str:
        if sending.redirected_from or sending.initiator.type != _PREFLIGHT:
            return sending.redirected_from
        asked = self._asked.get((sending.page, sending.request.url), "")
        return sending.initiator.request or asked
