"""Reads a policy file; any bytes give a `Policy` or one `PolicyError` with its place."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from scriptward.policy.language.crosscheck import crosschecked
from scriptward.policy.language.fields import Fields, File
from scriptward.policy.language.including import Trail, included, marked
from scriptward.policy.language.pattern import host_problem, is_sha256, pattern_problem
from scriptward.policy.language.policy import (
    Agreement,
    Approval,
    PageRule,
    Policy,
    RecipientRule,
    Refused,
    ScriptRule,
)
from scriptward.policy.language.rule_reader import rule
from scriptward.policy.language.tree import Node, Table, Text, tree
from scriptward.policy.language.words import Mode, Stance
from scriptward.vocabulary.errors import PolicyError
from scriptward.vocabulary.words import Baa, DataKind, PageClass, ScriptKind

T = TypeVar("T")
VERSION = "1"
EXAMPLE = "www.example.test"
KEYS = (
    *("version", "site", "mode", "include", "defaults", "pages", "recipients", "scripts", "rules"),
    "refused",
)
OF_A_SITE = ("site", "mode", "refused")
"""Keys that a file for many sites doesn't have."""


def read_policy(path: Path | str) -> Policy:
    """The policy in a file. Raises PolicyError with file, line, column and what to write."""
    try:
        text = Path(path).read_bytes()
        real = Path(path).resolve()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "can't be read"
        raise PolicyError(
            reason, path=path, hint="`scriptward policy learn RUN -o FILE` writes a first one"
        ) from error
    trail = Trail(folder=Path(path).parent, open=(real,))
    trail.taken.left -= len(text)
    return _read(text, str(path), trail)


def parsed(text: bytes | str, *, path: str = "policy") -> Policy:
    """The policy that a text says. `path`: its name in errors. Raises PolicyError."""
    data = text.encode("utf-8", errors="surrogatepass") if isinstance(text, str) else text
    return _read(data, path, Trail())


def _read(data: bytes, path: str, trail: Trail) -> Policy:
    """The policy of a file, with what it includes; one that is included has no site."""
    root = tree(data, path=path)
    file = File(path)
    shared = bool(trail.name)
    if root is None or (isinstance(root, Text) and not root.text):
        start = "`version: 1`" if shared else "`version: 1` and `site: HOST`"
        raise PolicyError("is empty", path=path, line=1, hint=f"start with {start}")
    fields = Fields(file, root, what="a policy", keys=KEYS)
    fields.needed("version", lambda node: _version(file, node), VERSION)
    for key in OF_A_SITE if shared else ():
        if key in fields.entries:
            raise file.wrong(
                fields.entries[key],
                f"an included file is for many sites, and has no `{key}`",
                f"move `{key}` to the file that includes it",
            )
    bases: tuple[Policy, ...] = ()
    if "include" in fields.entries:
        bases = included(file, fields.entries["include"], trail, _read)
    own = _sections(
        file, fields, site="" if shared else fields.needed("site", partial(_host, file), EXAMPLE)
    )
    if shared:
        own = marked(own, trail.name)
    return crosschecked(own, file, fields.entries, bases)


def _sections(file: File, fields: Fields, *, site: str) -> Policy:
    """What the file itself says."""

    def table(key: str, read: Callable[[File, Text, Node], T]) -> tuple[T, ...]:
        def every(node: Node) -> tuple[T, ...]:
            entries = file.table(node, f"`{key}`").entries
            return tuple(read(file, name, value) for name, value in entries)

        return fields.get(key, every, ())

    def items(key: str, read: Callable[[File, Node], T]) -> tuple[T, ...]:
        def every(node: Node) -> tuple[T, ...]:
            return tuple(read(file, item) for item in file.items(node, f"`{key}`"))

        return fields.get(key, every, ())

    return Policy(
        site=site,
        mode=fields.get("mode", lambda node: file.word(node, Mode, "mode"), Mode.OBSERVE),
        include=fields.texts("include"),
        defaults=fields.get("defaults", lambda node: _defaults(file, node), ()),
        pages=table("pages", _page),
        recipients=table("recipients", _recipient),
        scripts=items("scripts", _script),
        rules=items("rules", rule),
        refused=items("refused", _refused),
        defaults_line=fields.entries["defaults"].line if "defaults" in fields.entries else 0,
        path=file.path,
    )


def _version(file: File, node: Node) -> str:
    text = file.text(node, "`version`")
    if text != VERSION:
        raise file.wrong(node, f"version `{text[:20]}` isn't known here", f"write `{VERSION}`")
    return text


def _host(file: File, node: Node) -> str:
    text = file.text(node, "`site`")
    if said := host_problem(text):
        raise file.wrong(node, f"`{text[:40]}` is no host", said)
    if text.startswith("*."):
        raise file.wrong(node, "`site` is one host", f"write `www.{text[2:]}`")
    return text


def _defaults(file: File, node: Node) -> tuple[tuple[str, Stance], ...]:
    table: Table = file.table(node, "`defaults`")
    known = ["*", *(page_class.value for page_class in PageClass)]
    for key, _ in table.entries:
        if key.text not in known:
            raise file.unknown(key, key.text, "page class", known)
    return tuple((key.text, file.word(value, Stance, "default")) for key, value in table.entries)


def _page(file: File, key: Text, node: Node) -> PageRule:
    fields = Fields(file, node, what=f"page `{key.text}`", keys=("match", "class"))
    fields.needed("match", lambda found: found, '["/portal/**"]')
    return PageRule(
        name=file.text(key, "a page's name"),
        match=fields.checked("match", _page_pattern_problem),
        page_class=fields.get(
            "class", lambda found: file.word(found, PageClass, "page class"), None
        ),
        line=key.line,
    )


def _page_pattern_problem(text: str) -> str:
    if text.startswith("inline:"):
        return "a page is matched by its address: write `/path/**`"
    return pattern_problem(text)


def _recipient(file: File, key: Text, node: Node) -> RecipientRule:
    fields = Fields(
        file,
        node,
        what=f"recipient `{key.text}`",
        keys=("hosts", "entity", "accounts", "baa"),
    )
    unsaid: tuple[Baa, Agreement | None] = (Baa.UNKNOWN, None)
    baa, agreement = fields.get("baa", lambda found: _baa(file, found), unsaid)
    return RecipientRule(
        name=file.text(key, "a recipient's name"),
        hosts=fields.checked("hosts", host_problem),
        entity=fields.text("entity"),
        accounts=fields.texts("accounts"),
        baa=baa,
        agreement=agreement,
        line=key.line,
    )


def _baa(file: File, node: Node) -> tuple[Baa, Agreement | None]:
    if isinstance(node, Text):
        if file.text(node, "`baa`") != "none":
            raise file.wrong(
                node,
                f"`{node.text[:40]}` is no BAA",
                "write `none`, or {signed: 2026-03-01, ref: …}; leave it out where you don't know",
            )
        return Baa.NONE, None
    fields = Fields(file, node, what="`baa`", keys=("signed", "ref", "expires", "data"))
    agreement = Agreement(
        signed=fields.needed("signed", lambda found: file.day(found, "`signed`"), "2026-03-01"),
        ref=fields.text("ref"),
        expires=fields.day("expires"),
        data=fields.words("data", DataKind),
    )
    if agreement.expires and agreement.expires < agreement.signed:
        raise file.wrong(
            fields.entries["expires"], "`expires` lies before `signed`", "check both days"
        )
    return Baa.ATTESTED, agreement


def _script(file: File, node: Node) -> ScriptRule:
    fields = Fields(file, node, what="a script", keys=("match", "kind", "owner", "approved"))
    fields.needed("match", lambda found: file.text(found, "`match`"), "https://cdn.acme.test/a.js")
    return ScriptRule(
        match=fields.checked("match", pattern_problem)[0],
        kind=fields.get("kind", lambda found: file.word(found, ScriptKind, "kind of script"), None),
        owner=fields.text("owner"),
        approved=fields.get("approved", lambda found: _approval(file, found), None),
        line=node.line,
    )


def _refused(file: File, node: Node) -> Refused:
    fields = Fields(file, node, what="a refused thing", keys=("finding", "what"))
    return Refused(
        finding=fields.needed("finding", lambda found: file.text(found, "`finding`"), "finding-…"),
        what=fields.text("what"),
        line=node.line,
    )


def _approval(file: File, node: Node) -> Approval:
    fields = Fields(file, node, what="`approved`", keys=("by", "date", "why", "sha256", "expires"))
    digests = fields.checked(
        "sha256", lambda text: "" if is_sha256(text) else "write 64 lower-case hex digits"
    )
    return Approval(
        by=fields.needed("by", lambda found: file.text(found, "`by`"), "web-team"),
        date=fields.needed("date", lambda found: file.day(found, "`date`"), "2026-11-02"),
        why=fields.text("why"),
        sha256=digests[0] if digests else "",
        expires=fields.day("expires"),
    )
