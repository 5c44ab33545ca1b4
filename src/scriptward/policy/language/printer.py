"""A policy as YAML: reading it gives the same policy again."""

import io
from collections.abc import Mapping
from functools import singledispatch

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from scriptward.policy.language.comments import with_comments
from scriptward.policy.language.policy import (
    Agreement,
    Approval,
    PageRule,
    Policy,
    RecipientRule,
    Refused,
    Rule,
    ScriptRule,
    Source,
    Target,
)
from scriptward.vocabulary.words import Baa, Word

WIDTH = 100_000
"""Characters: an entry stays on its line."""


def printed(policy: Policy) -> str:
    """The policy's file."""
    root = CommentedMap(version=1, site=_plain(policy.site), mode=_plain(policy.mode))
    if policy.include:
        root["include"] = _plain(_one(policy.include))
    own = {name: to for name, to in policy.defaults if name not in policy.included_defaults}
    if own:
        root["defaults"] = _flow(own)
    for name, section in _sections(policy).items():
        if section:
            root[name] = section
    return _dumped(root)


def extended(text: str, policy: Policy) -> str:
    """A policy's own text with the entries of `policy` it lacks; its comments are kept.

    `policy` is the one in `text` with entries added, hosts added to `self`, and some of `refused`
    taken out.
    """
    root = _yaml().load(text)
    for name, section in _sections(policy).items():
        there = root.get(name)
        if not there:
            if section:
                root[name] = section
        elif isinstance(section, CommentedMap):
            for key, entry in section.items():
                there.setdefault(key, entry)
                if "hosts" in entry:
                    there[key]["hosts"] = entry["hosts"]
        else:
            if name == "refused":
                _keep(there, {one["finding"] for one in section})
            there.extend(section[len(there) :])
        if name in root and not root[name]:
            del root[name]
    return with_comments(_dumped(root), of=text)


def _keep(refused: CommentedSeq, findings: set[object]) -> None:
    """Take out of `refused` what isn't of these findings."""
    for number in reversed(range(len(refused))):
        if refused[number]["finding"] not in findings:
            del refused[number]


def entry_text(entry: PageRule | RecipientRule | ScriptRule | Rule) -> str:
    """One entry as its line of the file, without what stands around it."""
    text = _dumped(_shape(entry)).strip()
    return f"{entry.name}: {text}" if isinstance(entry, PageRule | RecipientRule) else text


def _sections(policy: Policy) -> dict[str, CommentedMap | CommentedSeq]:
    """Sections of the policy's own file: what an included one has stays there."""
    recipients = [one for one in policy.recipients if not one.file]
    return {
        "pages": CommentedMap((one.name, _shape(one)) for one in policy.pages if not one.file),
        "recipients": CommentedMap((one.name, _shape(one)) for one in recipients),
        "scripts": CommentedSeq(_shape(one) for one in policy.scripts if not one.file),
        "rules": CommentedSeq(_shape(one) for one in policy.rules if not one.file),
        "refused": CommentedSeq(map(_shape, policy.refused)),
    }


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.preserve_quotes = True
    yaml.representer.ignore_aliases = lambda _: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(root: CommentedMap) -> str:
    out = io.StringIO()
    _yaml().dump(root, out)
    return out.getvalue()


@singledispatch
def _shape(thing: object) -> CommentedMap:
    raise TypeError(type(thing).__name__)


@_shape.register
def _(page: PageRule) -> CommentedMap:
    return _flow({"match": page.match, "class": page.page_class})


@_shape.register
def _(recipient: RecipientRule) -> CommentedMap:
    return _flow(
        {
            "hosts": recipient.hosts,
            "entity": recipient.entity,
            "accounts": recipient.accounts,
            "baa": recipient.agreement or (Baa.NONE if recipient.baa is Baa.NONE else None),
        }
    )


@_shape.register
def _(script: ScriptRule) -> CommentedMap:
    return _flow(
        {
            "match": script.match,
            "kind": script.kind,
            "owner": script.owner,
            "approved": script.approved,
        }
    )


@_shape.register
def _(rule: Rule) -> CommentedMap:
    return _flow(
        {
            "id": rule.id,
            rule.effect.value: _one(rule.actions or rule.kinds),
            "to": rule.to,
            "from": rule.source,
            "pages": rule.pages,
            "frames": rule.frames,
            "data": None if rule.data is None else CommentedSeq(map(_plain, rule.data)),
            "via": rule.via,
            "why": rule.why,
            "expires": rule.expires,
            "fail": "closed" if rule.fail_closed else "",
        }
    )


@_shape.register
def _(refused: Refused) -> CommentedMap:
    return _flow({"finding": refused.finding, "what": refused.what})


def _flow(entries: Mapping[str, object]) -> CommentedMap:
    """A mapping on one line, without what is not set."""
    made = CommentedMap()
    made.fa.set_flow_style()
    for key, value in entries.items():
        if value is not None and value not in ("", ()):
            made[_plain(key)] = _plain(value)
    return made


def _plain(value: object) -> object:
    """The value as ruamel writes it: enums as words, structs as mappings, tuples as lists."""
    if isinstance(value, Agreement | Approval):
        return _flow({name: getattr(value, name) for name in type(value).__slots__})
    if isinstance(value, Target | Source):
        return _plain(_one(value.names)) if value.names else _filters(value)
    if isinstance(value, tuple | CommentedSeq):
        made = CommentedSeq(map(_plain, value))
        made.fa.set_flow_style()
        return made
    text = value.value if isinstance(value, Word) else value
    if isinstance(text, str) and _needs_quotes(text):
        return DoubleQuotedScalarString(text)
    return text


def _filters(value: Target | Source) -> CommentedMap:
    names = [name for name in type(value).__slots__ if name != "names"]
    parts = {name: getattr(value, name) for name in names}
    return _flow({k: _one(v) if isinstance(v, tuple) else v for k, v in parts.items()})


def _one(values: tuple[object, ...]) -> object:
    return values[0] if len(values) == 1 else values


def _needs_quotes(text: str) -> bool:
    """Where plain text would be read otherwise, or look as if."""
    plain = all(mark.isalnum() or mark in "._-/@+" for mark in text)
    return not plain or text in ("null", "~") or not text[0].isalnum()
