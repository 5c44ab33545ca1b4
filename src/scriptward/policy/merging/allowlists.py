"""Two `Connection-Allowlist` headers: browsers take the first and forget the other, so one is made.

It permits what both do, as far as their text says: a host under a `*.` of the other counts.
"""

from collections.abc import Iterable, Iterator

from scriptward.lib.structured_fields import Word, inner_list, written
from scriptward.policy.merging.allowlist import ORIGIN, permitted

ITSELF = Word(text=ORIGIN)
TWO_LINES = (
    "browsers take the first line of this header and forget the others: send this one alone, and"
    " take the other away where it is made"
)


def merged(ours: str, theirs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The one value to send, and what changed by it."""
    others = tuple(dict.fromkeys(one for one in theirs if one.strip() != ours))
    if not others:
        return ours, ()
    said = [TWO_LINES]
    mine = permitted(ours)
    counted = permitted(others[0])
    if mine is None or counted is None:
        said.append("the header sent already is no list: it isn't merged")
        return ours, tuple(said)
    kept = list(_both(mine.words, counted.words))
    if ITSELF in mine.words and ITSELF not in kept:
        kept.insert(0, ITSELF)
        said.append(
            f"{ORIGIN} stays, though the header sent already lacks it: the site would be shut out"
        )
    said += [
        f"{written(word)}: the header sent already doesn't permit it: left out"
        for word in mine.words
        if word not in kept
    ]
    said += [
        f"{written(word)}: the policy doesn't permit it: left out"
        for word in counted.words
        if word not in kept
    ]
    parameters = dict(mine.parameters)
    for name in ("redirects", "webrtc"):
        if parameters.get(name) == "allow" and dict(counted.parameters).get(name) != "allow":
            del parameters[name]
            said.append(f"{name}=allow: the header sent already blocks them: left out")
    return inner_list(map(written, kept), parameters=parameters), tuple(said)


def _both(mine: Iterable[Word], theirs: Iterable[Word]) -> Iterator[Word]:
    """Items of either that the other permits as well."""
    mine, theirs = tuple(mine), tuple(theirs)
    kept = [word for word in mine if _within(word, theirs)]
    kept += [word for word in theirs if _within(word, mine)]
    yield from dict.fromkeys(kept)


def _within(word: Word, others: Iterable[Word]) -> bool:
    return any(_covers(other, word) for other in others)


def _covers(other: Word, word: Word) -> bool:
    if other == word:
        return True
    if not (other.quoted and word.quoted):
        return False
    wide, narrow = other.text, word.text
    if wide == "*://*:*":
        return "://" in narrow
    return (
        wide.startswith("https://*.")
        and narrow.startswith("https://")
        and narrow.endswith(wide.removeprefix("https://*"))
    )
