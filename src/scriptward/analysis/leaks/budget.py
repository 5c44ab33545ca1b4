"""How much one request may cost to read. What was not read is said, never taken for clean."""

import time

from scriptward.analysis.leaks.layer import Layer

MEGABYTE = 1_000_000
DECODED = 12 * MEGABYTE
DEPTH = 11
"""Encodings inside one another; containers are not counted."""
NESTED = 24
"""Layers inside one another, containers and escapes among them."""
TOKENS = 60_000
MAGICS = 40
SECONDS = 0.2
"""Of processor time, so that what else a busy machine does cuts nothing off."""
OUTPUT = 8 * MEGABYTE
"""Bytes that one decompression may give."""
LAYERS = 20_000
_SEARCH = 0.75
"""Share of the time after which no more is decoded; the rest is for what's made of the finds."""
_OFTEN = 255
"""Every so many steps the clock is asked."""


class Budget:
    """What is left for one request; `spent` names what ended the reading."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        """`seconds`: processor time for the whole request."""
        start = time.thread_time()
        self._sure = time.perf_counter() + seconds * _SEARCH
        """Until then the clock on the wall says enough, which costs a tenth: it is never slower."""
        self._deadline = start + seconds * _SEARCH
        self._end = start + seconds
        self._seconds = seconds
        self._steps = 0
        self.decoded = DECODED
        self.tokens = TOKENS
        self.layers = LAYERS
        self.spent: dict[str, None] = {}

    def over(self, what: str) -> None:
        """Note that something was left unread."""
        self.spent[what] = None

    def in_time(self) -> bool:
        """Whether there is time left; notes it if not."""
        if time.perf_counter() < self._sure or time.thread_time() < self._deadline:
            return True
        self.over(f"{self._seconds:g} s a request")
        return False

    def step(self) -> bool:
        """As `in_time`, for what is done very often."""
        self._steps += 1
        return bool(self._steps & _OFTEN) or self.in_time()

    def searched(self) -> None:
        """The search is over: what is left of the time is for its finds."""
        self._deadline = self._end

    @property
    def ended(self) -> bool:
        """Whether nothing more is read: all that is spent but the depth of one layer."""
        if self.decoded < 0 or self.layers < 0:
            return True
        return time.perf_counter() >= self._sure and time.thread_time() >= self._deadline

    def token(self) -> bool:
        """Take one token; False if there is none left."""
        self.tokens -= 1
        if self.tokens < 0:
            self.over(f"{TOKENS} tokens a request")
            return False
        return self.tokens % 256 != 0 or self.in_time()

    def tokens_of(self, count: int) -> int:
        """Take as many tokens as there are left, `count` at most."""
        allowed = min(count, max(0, self.tokens)) if self.in_time() else 0
        self.tokens -= count
        if self.tokens < 0:
            self.over(f"{TOKENS} tokens a request")
        return allowed

    def layer(self, layer: Layer) -> bool:
        """Take a decoded layer; False if it may not be read."""
        self.decoded -= len(layer.data)
        self.layers -= 1
        if self.decoded < 0:
            self.over(f"{DECODED // MEGABYTE} MB decoded a request")
        elif len(layer.chain) > DEPTH or layer.depth > NESTED:
            self.over(f"{DEPTH} encodings deep")
        elif self.layers < 0:
            self.over(f"{LAYERS} layers a request")
        else:
            return self.layers % 256 != 0 or self.in_time()
        return False

    @property
    def not_fully_read(self) -> str:
        """What ended the reading; empty if all was read."""
        if not self.spent:
            return ""
        return "not fully read: over the budget of " + ", ".join(self.spent)
