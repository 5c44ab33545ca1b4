"""A values file: `{"email": "…", "p001.phone": "…"}`, the values to look for in traffic."""

import json
from pathlib import Path

from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.errors import ValuesError

_HINT = 'give one JSON object of names and texts, such as {"email": "canary@example.test"}'


def read_values(path: Path) -> tuple[Value, ...]:
    """The values of a file; names without a text are left out. Raises ValuesError.

    Numbers are taken as they are written: `{"zip": 98101}` looks for `98101`.
    """
    try:
        source = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ValuesError(
            error.strerror or "can't be read", path=path, hint="give a file that can be read"
        ) from error
    except UnicodeDecodeError as error:
        raise ValuesError("not UTF-8 text", path=path, hint=_HINT) from error
    try:
        document = json.loads(source, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        message = f"no JSON: {error.msg}"
        raise ValuesError(
            message, path=path, line=error.lineno, column=error.colno, hint=_HINT
        ) from error
    except RecursionError as error:
        raise ValuesError("no object of texts", path=path, hint=_HINT) from error
    if not isinstance(document, dict):
        raise ValuesError("no JSON object", path=path, line=1, hint=_HINT)
    return tuple(
        Value(name=name, text=_text(name, found, path=path, source=source))
        for name, found in document.items()
        if found not in ("", None)
    )


def _text(name: str, found: object, *, path: Path, source: str) -> str:
    if isinstance(found, str):
        return found
    before = source.partition(json.dumps(name, ensure_ascii=False))[0]
    line = before.count("\n") + 1
    raise ValuesError(f"the value of {name!r} is not a text", path=path, line=line, hint=_HINT)
