"""Which script of the new run is which of the old one: by provenance, else by likeness."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from scriptward.analysis.behaviour_sketch import likeness
from scriptward.analysis.comparing_subjects import Subject

_ALIKE = 0.5
"""Likeness of two sketches from which code of one loader is another version of the same."""
_THE_SAME = 0.9
"""The same where the loader is another."""
_MOST = 200
"""Scripts of one kind that are compared one by one; a page may make any number."""


def paired(old: Mapping[str, Subject], new: Mapping[str, Subject]) -> dict[str, str]:
    """`{provenance in the new run: provenance in the old one}` of scripts that are the same."""
    pairs = {name: name for name in new if name in old}
    left_old = [one for name, one in old.items() if name not in pairs]
    left_new = [one for name, one in new.items() if name not in pairs]
    pairs |= _moved(left_old, left_new)
    pairs |= _same_code(left_old, left_new)
    return pairs | _alike(left_old, left_new, pairs)


def _same_code(old: Iterable[Subject], new: Iterable[Subject]) -> dict[str, str]:
    """Code without an address that is the same to the byte, wherever it came from."""
    before = {key: one.provenance for one in old for key in _codes(one)}
    found: dict[str, str] = {}
    for one in new:
        same = [before[key] for key in sorted(_codes(one) & before.keys())]
        if same and same[0] not in found.values():
            found[one.provenance] = same[0]
    return found


def _codes(subject: Subject) -> set[tuple[str, str]]:
    if subject.named:
        return set()
    return {(row.kind.value, row.sha256) for row in subject.rows if row.sha256}


def _moved(old: Iterable[Subject], new: Iterable[Subject]) -> dict[str, str]:
    """A file whose name has a made-up part of letters only: the one of its folder and stem."""
    before, after = _by_stem(old), _by_stem(new)
    return {
        after[stem][0]: before[stem][0]
        for stem in after.keys() & before.keys()
        if len(after[stem]) == len(before[stem]) == 1
    }


def _by_stem(left: Iterable[Subject]) -> dict[tuple[str, str, str], list[str]]:
    stems: dict[tuple[str, str, str], list[str]] = {}
    for subject in left:
        if subject.named and (stem := _stem(subject.provenance)):
            stems.setdefault(stem, []).append(subject.provenance)
    return stems


def _stem(provenance: str) -> tuple[str, str, str] | None:
    """Folder, first word of the file's name and its ending; None for a name of one word."""
    folder, _, file = provenance.rpartition("/")
    stem, dot, ending = file.rpartition(".")
    first, mark, _ = stem.replace(".", "-").partition("-")
    return (folder, first, ending) if dot and mark and first else None


def _alike(
    old: Iterable[Subject], new: Iterable[Subject], pairs: Mapping[str, str]
) -> dict[str, str]:
    """Code without an address, by its words: the best pairs first, each script once."""
    found: dict[str, str] = {}
    taken = set(pairs.values())
    scored = sorted(_scored(old, new), key=lambda row: (-row[0], row[1], row[2]))
    for _, mine, its in scored:
        if mine not in found and its not in taken:
            found[mine] = its
            taken.add(its)
    return found


def _scored(old: Iterable[Subject], new: Iterable[Subject]) -> Iterator[tuple[float, str, str]]:
    before, after = _by_kind(old), _by_kind(new)
    for kind in after.keys() & before.keys():
        for mine in after[kind][:_MOST]:
            for its in before[kind][:_MOST]:
                score = likeness(mine.rows[0].sketch, its.rows[0].sketch)
                if score >= (_ALIKE if mine.loaders & its.loaders else _THE_SAME):
                    yield score, mine.provenance, its.provenance


def _by_kind(left: Iterable[Subject]) -> dict[str, list[Subject]]:
    sketched = [one for one in left if not one.named and one.rows and one.rows[0].sketch]
    sketched.sort(key=lambda one: (one.rows[0].kind.value, one.provenance))
    return {
        kind: list(group) for kind, group in groupby(sketched, key=lambda s: s.rows[0].kind.value)
    }
