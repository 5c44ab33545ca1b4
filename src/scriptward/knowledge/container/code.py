"""What custom JavaScript of a container reads, by the names of the browser's own objects.

Names, not a run: code that builds a name from pieces isn't seen.
"""

import re
from collections.abc import Iterator

from scriptward.vocabulary.container import Reach

_LONGEST = 200_000
_NOT_SET = r"(?!\s{0,9}[+]?=[^=])"
_ON_ELEMENTS = re.compile(
    r"\bquerySelector|\bgetElement|\.elements\b|\.forms\b|\$\(|\bjQuery\b|\.target\b|\bclosest\("
)
_VALUE = re.compile(
    rf"\.value\b{_NOT_SET}|\[['\"]value['\"]\]{_NOT_SET}|\.val\(\)|getAttribute\(['\"]value['\"]\)"
)
_WHOLE_FORM = re.compile(r"\bnew\s{1,9}FormData\(|\.serialize(?:Array)?\(")
_SIGNS = (
    (
        Reach.DOM_ELEMENT,
        re.compile(
            rf"\.(?:innerText|textContent|innerHTML|outerHTML)\b{_NOT_SET}|\.(?:text|html)\(\)"
        ),
    ),
    (Reach.PAGE_QUERY, re.compile(r"\blocation\.search\b|\bURLSearchParams\b")),
    (Reach.PAGE_FRAGMENT, re.compile(rf"\blocation\.hash\b{_NOT_SET}")),
    (Reach.PAGE_PATH, re.compile(rf"\blocation\.pathname\b{_NOT_SET}")),
    (
        Reach.PAGE_URL,
        re.compile(
            rf"\blocation\.href\b{_NOT_SET}|\bdocument\.(?:URL|documentURI)\b"
            r"|\blocation\.toString\(|\bString\((?:window\.)?location\)"
        ),
    ),
    (Reach.PAGE_TITLE, re.compile(rf"\bdocument\.title\b{_NOT_SET}")),
    (Reach.REFERRER, re.compile(r"\bdocument\.referrer\b")),
    (Reach.COOKIE, re.compile(rf"\bdocument\.cookie\b{_NOT_SET}")),
    (
        Reach.STORAGE,
        re.compile(r"\b(?:local|session)Storage\b(?!\.(?:setItem|removeItem|clear)\b)"),
    ),
)


def reaches_of_code(code: str, *, elements: bool = False) -> Iterator[Reach]:
    """What the code reads. `elements`: variables that hold elements flow into it."""
    code = code[:_LONGEST]
    by_name = bool(_VALUE.search(code)) and (elements or bool(_ON_ELEMENTS.search(code)))
    if by_name or _WHOLE_FORM.search(code):
        yield Reach.FORM_VALUE
    for kind, sign in _SIGNS:
        if sign.search(code):
            yield kind
