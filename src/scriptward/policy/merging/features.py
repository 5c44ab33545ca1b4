"""Two `Permissions-Policy` headers: of two lines browsers take the last word on each feature.

That would loosen what the other line shut, so one value is made: what both allow.
Source: W3C Permissions Policy §5.2; RFC 9651 §4.2.2 (the last member of a key holds).
"""

from scriptward.lib.structured_fields import FieldError, Inner, Word, read_dictionary, written

EVERYWHERE = "*"


def merged(ours: str, theirs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The one value to send, and what changed by it."""
    others = tuple(dict.fromkeys(one for one in theirs if one.strip() != ours))
    if not others:
        return ours, ()
    said: list[str] = []
    result = dict(read_dictionary(ours))
    for value in others:
        try:
            held = read_dictionary(value)
        except FieldError as error:
            said.append(
                f"the header sent already is malformed at character {error.at + 1} ({error}):"
                " browsers ignore it, and it isn't merged"
            )
            continue
        for feature, wanted in held.items():
            if feature not in result:
                result[feature] = wanted
                continue
            both = _both(result[feature], wanted)
            said += _narrowed(feature, result[feature], wanted, both)
            result[feature] = both
    said.append(
        "of two lines browsers take the last word on each feature: send this one alone, and take"
        " the other away where it is made"
    )
    return ", ".join(f"{key}={written(one)}" for key, one in result.items()), tuple(said)


def _words(value: Inner | Word) -> tuple[Word, ...]:
    return value.words if isinstance(value, Inner) else (value,)


def _anywhere(value: Inner | Word) -> bool:
    return any(word.text == EVERYWHERE and not word.quoted for word in _words(value))


def _both(mine: Inner | Word, their: Inner | Word) -> Inner | Word:
    if _anywhere(mine):
        return their
    if _anywhere(their):
        return mine
    held = {_name(word) for word in _words(their)}
    return Inner(words=tuple(word for word in _words(mine) if _name(word) in held))


def _narrowed(
    feature: str, mine: Inner | Word, their: Inner | Word, both: Inner | Word
) -> list[str]:
    kept = {_name(word) for word in _words(both)}
    lost = [word for word in _words(mine) if _name(word) not in kept]
    blocked = [word for word in _words(their) if _name(word) not in kept]
    return [
        *(
            f"{feature}: the policy permits {written(word)}, the header that is sent already"
            " doesn't: it stays off"
            for word in lost
        ),
        *(
            f"{feature}: {written(word)} was on until now and isn't permitted by the policy:"
            " it is switched off"
            for word in blocked
        ),
    ]


def _name(word: Word) -> tuple[str, bool]:
    return word.text, word.quoted
