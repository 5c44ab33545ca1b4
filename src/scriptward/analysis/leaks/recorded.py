"""Short values that a session replay shows as they were typed: without the last letter, then whole.

Three digits say nothing by themselves. A recording of an input field holds its states, so a short
value that stands behind its own beginning, under the same key, was typed there.
"""

import re
from collections.abc import Container, Iterator

from scriptward.analysis.leaks.layer import Layer

_STATE = re.compile(rb'"(?:text|value|val|v)":"([^"\\]{1,24})"')
_MARKS = (b'"text":"', b'"value":"', b'"val":"', b'"v":"')
_IN_MARKS = b'":"'


def shows_states(text: bytes) -> bool:
    """Whether states of input fields may stand in it."""
    return _IN_MARKS in text and any(mark in text for mark in _MARKS)


def typed(layer: Layer, texts: Container[bytes]) -> Iterator[tuple[bytes, int]]:
    """(text, where it stands) of each of the texts that was typed."""
    seen: set[bytes] = set()
    for match in _STATE.finditer(layer.data):
        state = match[1]
        if state in texts and state[:-1] in seen and state not in seen:
            yield state, match.start(1)
        seen.add(state)
