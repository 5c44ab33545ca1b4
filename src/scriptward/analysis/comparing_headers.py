"""Headers that are gone, came or say something else, on pages that both runs visited."""

from collections.abc import Iterable, Iterator

from scriptward.analysis import comparing_grades as grades
from scriptward.analysis.behaviour_steady import steady_name
from scriptward.analysis.comparing_changes import Change, Changed
from scriptward.analysis.summary import listed
from scriptward.lib.digests import stable_id
from scriptward.lib.domains import host_of
from scriptward.vocabulary.observations import Header, Visit
from scriptward.vocabulary.words import PageClass

_LISTS = frozenset(
    {
        "content-security-policy",
        "content-security-policy-report-only",
        "permissions-policy",
        "set-cookie",
    }
)
"""Headers whose change is said by what came and what went."""
_MOST_WORDS = 3
_LONGEST = 120
_Place = tuple[str, str]
"""(key of the document, name of the header)"""


def header_changes(old: Iterable[Visit], new: Iterable[Visit]) -> Iterator[Change]:
    """One change for the same difference on any number of pages. Visits are those compared."""
    old, new = tuple(old), tuple(new)
    before, after = _values(old), _values(new)
    documents = {document for document, _ in before} & {document for document, _ in after}
    documents |= {visit.page.url for visit in old} & {visit.page.url for visit in new}
    classes = {visit.page.url: visit.page.page_class for visit in new}
    folded: dict[tuple[str, str, str], set[str]] = {}
    for document, name in sorted(before.keys() | after.keys()):
        if document not in documents:
            continue
        was = "\n".join(sorted(before.get((document, name), ())))
        now = "\n".join(sorted(after.get((document, name), ())))
        if was != now:
            folded.setdefault((name, was, now), set()).add(document)
    for (name, was, now), pages in sorted(folded.items()):
        yield _change(name, was, now, pages, [classes[p] for p in pages if p in classes])


def _change(name: str, was: str, now: str, pages: set[str], classes: list[PageClass]) -> Change:
    hosts = sorted(set(map(host_of, pages)))
    return Change(
        id=stable_id("change", "header", name, was, now, hosts),
        what=Changed.HEADER,
        severity=grades.of_header(name, was, now, classes),
        script=None,
        says=_says(name, was, now),
        name=name,
        pages=tuple(sorted(pages)),
    )


def _says(name: str, was: str, now: str) -> str:
    if not now:
        return f"{name} is gone"
    if not was:
        return f"{name} is new: {_cut(now)}"
    if name not in _LISTS:
        return f"{name} was {_cut(was)}, now {_cut(now)}"
    old, new = _entries(name, was), _entries(name, now)
    came, went = [e for e in new if e not in old], [e for e in old if e not in new]
    parts = [
        f"{word} {_cut(listed(entries, most=_MOST_WORDS))}"
        for word, entries in (("now has", came), ("lost", went))
        if entries
    ]
    return f"{name} {'; '.join(parts) or 'has another order'}"


def _entries(name: str, value: str) -> list[str]:
    """`directive source` for each source of a policy; a cookie with its flags as a whole."""
    lines = value.split("\n")
    if name == "set-cookie":
        return lines
    parts = (part.split() for line in lines for part in line.split(";"))
    found = [f"{part[0]} {source}".strip() for part in parts if part for source in part[1:] or [""]]
    return list(dict.fromkeys(found))


def _values(visits: Iterable[Visit]) -> dict[_Place, set[str]]:
    found: dict[_Place, set[str]] = {}
    for visit in visits:
        for header in visit.headers:
            found.setdefault((header.url, header.name), set()).add(_steady(header))
    return found


def _steady(header: Header) -> str:
    if header.name != "set-cookie":
        return header.value
    name, _, flags = header.value.partition(";")
    return "; ".join(filter(None, (steady_name(name), flags.strip())))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
