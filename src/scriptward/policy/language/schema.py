"""The JSON Schema of a policy file, for editors: what the reader takes, word for word.

The reader's own checks go further (names that must exist, patterns); a file that the schema
refuses the reader refuses, too.
"""

from collections.abc import Iterable

from scriptward.policy.language.words import Action, Effect, Mode, Stance, Via
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Party, ScriptKind

Schema = dict[str, object]

_TEXT: Schema = {"type": "string", "minLength": 1}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def policy_schema() -> Schema:
    """The whole schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "scriptward policy",
        **_table(
            {
                "version": {"const": 1},
                "site": _TEXT | {"description": "Host; its registrable domain is `self`."},
                "mode": _words(Mode),
                "include": _several(_TEXT)
                | {"description": "Files whose entries it adds to, relative to this one."},
                "defaults": {
                    "type": "object",
                    "propertyNames": {"enum": ["*", *(word.value for word in PageClass)]},
                    "additionalProperties": _words(Stance),
                },
                "pages": _named(
                    _table(
                        {"match": _several(_TEXT), "class": _words(PageClass)}, needed=("match",)
                    )
                ),
                "recipients": _named(_recipient()),
                "scripts": _list(_script()),
                "rules": _list(_rule()),
                "refused": _list(_table({"finding": _TEXT, "what": _TEXT}, needed=("finding",))),
            },
            needed=("version", "site"),
        ),
    }


def _recipient() -> Schema:
    agreement = _table(
        {"signed": _DAY, "ref": _TEXT, "expires": _DAY, "data": _several(_words(DataKind))},
        needed=("signed",),
    )
    return _table(
        {
            "hosts": _several(_TEXT),
            "entity": _TEXT,
            "accounts": _several(_TEXT),
            "baa": {"anyOf": [{"const": "none"}, agreement]},
        }
    )


def _script() -> Schema:
    approved = _table(
        {"by": _TEXT, "date": _DAY, "why": _TEXT, "sha256": _SHA256, "expires": _DAY},
        needed=("by", "date"),
    )
    return _table(
        {"match": _TEXT, "kind": _words(ScriptKind), "owner": _TEXT, "approved": approved},
        needed=("match",),
    )


def _rule() -> Schema:
    target = _table(
        {
            "baa": _several(_words(Baa)),
            "entity": _several(_TEXT),
            "category": _several(_TEXT),
            "host": _several(_TEXT),
        }
    )
    source = _table(
        {
            "party": _words(Party),
            "entity": _several(_TEXT),
            "category": _several(_TEXT),
            "match": _several(_TEXT),
        }
    )
    effects = {
        effect.value: _several(
            _words(Action if effect in {Effect.PERMIT, Effect.FORBID} else DataKind)
        )
        for effect in Effect
    }
    rule = _table(
        {
            "id": _TEXT,
            **effects,
            "to": {"anyOf": [_several(_TEXT), target]},
            "from": {"anyOf": [_several(_TEXT), source]},
            "pages": _several(_TEXT),
            "frames": _several(_TEXT),
            "data": _several(_words(DataKind)),
            "via": _several(_words(Via)),
            "why": _TEXT,
            "expires": _DAY,
            "fail": {"enum": ["closed", "open"]},
        },
        needed=("id",),
    )
    return rule | {"oneOf": [{"required": [effect]} for effect in effects]}


def _words(words: Iterable[str]) -> Schema:
    return {"enum": [str(word) for word in words]}


def _several(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _list(item: Schema) -> Schema:
    return {"type": ["array", "null"], "items": item}


def _named(entry: Schema) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": entry}


def _table(properties: dict[str, Schema], *, needed: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(needed),
        "additionalProperties": False,
    }
