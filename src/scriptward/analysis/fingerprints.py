"""What scripts ask that tells one browser from another, in groups of what is alike.

One question says nothing: chart libraries read their canvas back, players ask for the processor.
Many of different groups together are a fingerprint (Laperdrix et al., "Browser Fingerprinting: A
Survey", 2020, tables 2 and 4).
"""

from collections.abc import Iterator

from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.words import ReadTarget

FONTS = "fontList"
"""A reading that stands for fonts that a script tries, known by the list of them in its code."""

_GROUPS = {
    "drawing": ("toDataURL", "toBlob", "convertToBlob", "getImageData"),
    "graphics card": ("getParameter",),
    "sound": ("startRendering",),
    "fonts": (FONTS,),
    "voices": ("getVoices",),
    "graphics": ("getSupportedExtensions",),
    "plugins": ("plugins",),
    "screen": ("colorDepth", "availWidth", "matchMedia"),
    "processor": ("hardwareConcurrency", "deviceMemory", "platform", "getHighEntropyValues"),
    "touch": ("maxTouchPoints",),
    "place": ("languages", "resolvedOptions"),
    "devices": ("enumerateDevices",),
}
_GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names}
TELLING = frozenset({"drawing", "graphics card", "sound", "fonts", "voices"})
"""Groups that tell many browsers apart alone."""
_ENOUGH = ((2, 5), (1, 7))
"""Telling groups, and groups in all."""
_DRAWN_LIST = frozenset({"drawing", "fonts", "plugins", "screen"})
"""What the oldest fingerprinting scripts ask, and no more."""


def fingerprinters(visit: Visit) -> Iterator[tuple[Script, tuple[str, ...]]]:
    """`(script, groups it asked)` for each script that asked enough to know a browser again.

    In the script's own frame too: that a browser is the same there as in the page is the point.
    """
    asked: dict[str, set[str]] = {}
    for read in visit.reads:
        if read.target is ReadTarget.FINGERPRINT and read.script and read.name in _GROUP_OF:
            asked.setdefault(read.script, set()).add(_GROUP_OF[read.name])
    for script in visit.scripts:
        groups = asked.get(script.id, set())
        if _is_fingerprint(groups):
            yield script, tuple(group for group in _GROUPS if group in groups)


def _is_fingerprint(groups: set[str]) -> bool:
    telling = len(groups & TELLING)
    enough = any(telling >= least and len(groups) >= most for least, most in _ENOUGH)
    return enough or groups >= _DRAWN_LIST
