"""Reads one entry of `rules`: one effect, and filters."""

from scriptward.policy.language.fields import Fields, File
from scriptward.policy.language.pattern import host_problem, pattern_problem
from scriptward.policy.language.policy import Rule, Source, Target
from scriptward.policy.language.tree import Node, Table
from scriptward.policy.language.words import Action, Effect, Via
from scriptward.vocabulary.words import Baa, DataKind, Party

EFFECTS = tuple(effect.value for effect in Effect)
KEYS = ("id", *EFFECTS, "to", "from", "pages", "frames", "data", "via", "why", "expires", "fail")
TARGET_KEYS = ("baa", "entity", "category", "host")
SOURCE_KEYS = ("party", "entity", "category", "match")


def rule(file: File, node: Node) -> Rule:
    """The rule an entry says. Raises PolicyError."""
    fields = Fields(file, node, what="a rule", keys=KEYS)
    rule_id = fields.needed("id", lambda found: file.text(found, "`id`"), "R1")
    effect = _effect(file, fields)
    weighs = effect in {Effect.PERMIT, Effect.FORBID}
    made = Rule(
        id=rule_id,
        effect=effect,
        actions=fields.words(effect.value, Action) if weighs else (),
        kinds=() if weighs else fields.words(effect.value, DataKind),
        to=fields.get("to", lambda found: _target(file, found), None),
        source=fields.get("from", lambda found: _source(file, found), None),
        pages=fields.texts("pages"),
        frames=fields.texts("frames"),
        data=fields.words_or_none("data", DataKind),
        via=fields.words("via", Via),
        why=fields.text("why"),
        expires=fields.day("expires"),
        fail_closed=fields.get("fail", lambda found: _fail(file, found), False),
        line=node.line,
    )
    _sensible(file, fields, made)
    return made


def _effect(file: File, fields: Fields) -> Effect:
    given = [name for name in EFFECTS if name in fields.entries]
    if len(given) != 1:
        raise file.wrong(
            fields.node,
            f"a rule says one of {', '.join(EFFECTS)}; this says {' and '.join(given) or 'none'}",
            "write one of them, such as `permit: send`" if not given else "make two rules of it",
        )
    return Effect(given[0])


def _sensible(file: File, fields: Fields, made: Rule) -> None:
    key = made.effect.value
    if not (made.actions or made.kinds):
        raise file.wrong(fields.entries[key], f"`{key}` names nothing", "name at least one word")
    if made.data == () and made.effect is Effect.FORBID:
        raise file.wrong(
            fields.entries["data"],
            "`data: []` forbids nothing",
            "name kinds, or leave `data` out to forbid whatever the data",
        )
    if made.data is not None and made.kinds:
        raise file.wrong(
            fields.entries["data"],
            f"`{key}` names its kinds already",
            f"leave `data` out, and name the kinds after `{key}:`",
        )
    if made.expires and made.effect is not Effect.PERMIT:
        raise file.wrong(
            fields.entries["expires"],
            f"only a permit runs out: the end of this `{key}` would let something through",
            "leave `expires` out, and remove the rule when it is no longer wanted",
        )
    if made.frames and Action.LOAD in made.actions:
        raise file.wrong(
            fields.entries["frames"],
            "what a frame loads is its vendor's own, and not ruled here",
            f"write `{key}: send`, `read` or a capability; for showing the frame leave `frames` "
            "out and write `via: frame`",
        )
    for name in ("pages", "frames", "via"):
        if name in fields.entries and not getattr(made, name):
            raise file.wrong(
                fields.entries[name], f"`{name}` is empty", "name some, or leave it out for all"
            )


def _fail(file: File, node: Node) -> bool:
    text = file.text(node, "`fail`")
    if text not in {"closed", "open"}:
        raise file.wrong(node, f"`fail: {text[:20]}` isn't known", "write `closed` or `open`")
    return text == "closed"


def _target(file: File, node: Node) -> Target:
    if not isinstance(node, Table):
        return Target(names=_names(file, node, "`to`"))
    fields = Fields(file, node, what="`to`", keys=TARGET_KEYS)
    _not_empty(file, fields)
    return Target(
        baa=fields.words("baa", Baa),
        entity=fields.texts("entity"),
        category=fields.texts("category"),
        host=fields.checked("host", host_problem),
    )


def _source(file: File, node: Node) -> Source:
    if not isinstance(node, Table):
        return Source(names=_names(file, node, "`from`"))
    fields = Fields(file, node, what="`from`", keys=SOURCE_KEYS)
    _not_empty(file, fields)
    return Source(
        party=fields.get("party", lambda found: file.word(found, Party, "party"), None),
        entity=fields.texts("entity"),
        category=fields.texts("category"),
        match=fields.checked("match", pattern_problem),
    )


def _names(file: File, node: Node, what: str) -> tuple[str, ...]:
    names = file.several(node, lambda item: file.text(item, what))
    if not names:
        raise file.wrong(node, f"{what} is empty", "name somebody, or leave it out for everybody")
    return names


def _not_empty(file: File, fields: Fields) -> None:
    for key in fields.entries:
        if not fields.texts(key):
            raise file.wrong(fields.entries[key], f"`{key}` is empty", "name some, or leave it out")
    if not fields.entries:
        raise file.wrong(
            fields.node, f"{fields.what} is empty", "name somebody, or leave it out for everybody"
        )
