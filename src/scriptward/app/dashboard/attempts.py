"""How often somebody may try to sign in. Kept in memory only, and bounded."""

from collections import OrderedDict

BURST = 5
SECONDS_A_TRY = 12.0
MOST_CALLERS = 1_000
EVERYBODY_BURST = 60
EVERYBODY_SECONDS_A_TRY = 1.0


class Attempts:
    """A token bucket for each caller, and one for all of them."""

    def __init__(self) -> None:
        """Nobody has tried yet."""
        self._callers: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._everybody = (float(EVERYBODY_BURST), 0.0)

    def wait(self, caller: str, *, now: float) -> float:
        """Seconds until the caller may try; 0 if now, and then this is the try. `now`: seconds."""
        mine = _filled(self._callers.get(caller), now, burst=BURST, each=SECONDS_A_TRY)
        all_of_us = _filled(
            self._everybody, now, burst=EVERYBODY_BURST, each=EVERYBODY_SECONDS_A_TRY
        )
        if mine < 1:
            return (1 - mine) * SECONDS_A_TRY
        if all_of_us < 1:
            return (1 - all_of_us) * EVERYBODY_SECONDS_A_TRY
        self._everybody = (all_of_us - 1, now)
        self._callers[caller] = (mine - 1, now)
        self._callers.move_to_end(caller)
        if len(self._callers) > MOST_CALLERS:
            self._callers.popitem(last=False)
        return 0.0


def _filled(state: tuple[float, float] | None, now: float, *, burst: int, each: float) -> float:
    if state is None:
        return float(burst)
    tokens, at = state
    return min(float(burst), tokens + (now - at) / each)
