"""What only the whole file can tell: names that contradict, are missing, or stand twice."""

from collections.abc import Iterator

from scriptward.policy.language.fields import File, shown
from scriptward.policy.language.including import entries_by_name, joined, share_a_host
from scriptward.policy.language.policy import Policy, RecipientRule, place
from scriptward.policy.language.tree import Items, Node, Table, Text
from scriptward.policy.language.words import SELF
from scriptward.vocabulary.words import PageClass

CLASSES = tuple(page_class.value for page_class in PageClass)


def crosschecked(
    own: Policy, file: File, entries: dict[str, Node], bases: tuple[Policy, ...] = ()
) -> Policy:
    """The policy with its bases, if their names fit together. Raises PolicyError at one that won't.

    `entries`: the sections of `own` as they stand in the file.
    """
    policy = joined(own, bases)
    _page_names(file, entries.get("pages"))
    _same_as_included(file, entries, bases)
    _same_twice(file, entries.get("rules"), key="id", what="rule")
    _same_twice(file, entries.get("scripts"), key="match", what="script")
    _same_twice(file, entries.get("refused"), key="finding", what="refused thing")
    recipients = [SELF, *(recipient.name for recipient in policy.recipients)]
    pages = ["*", *CLASSES, *(page.name for page in policy.pages)]
    rules = entries.get("rules")
    for item in rules.items if isinstance(rules, Items) else ():
        for word in _words(item, "to"):
            _known(file, word, "recipient", recipients)
        for word in _words(item, "from"):
            _known(file, word, "recipient", recipients)
        for word in _words(item, "frames"):
            _known(file, word, "recipient", ["*", *recipients[1:]])
        for word in _words(item, "pages"):
            _known(file, word, "page or page class", pages)
    _hosts_once(own, file, entries.get("recipients"), bases)
    return policy


def _same_as_included(file: File, entries: dict[str, Node], bases: tuple[Policy, ...]) -> None:
    """A file adds to its bases, and changes nothing that stands there."""
    known = {(what, name): one for base in bases for what, name, one in entries_by_name(base)}
    for what, word in _named_here(entries) if known else ():
        if there := known.get((what, word.text)):
            raise file.wrong(
                word,
                f"{what} `{shown(word.text)}` stands in {place(there)} already",
                "give it another name here, or change it there"
                if what in {"page", "rule"}
                else "leave it out here, or take it out there",
            )


def _named_here(entries: dict[str, Node]) -> Iterator[tuple[str, Text]]:
    for section, what in (("pages", "page"), ("recipients", "recipient")):
        node = entries.get(section)
        yield from ((what, key) for key, _ in (node.entries if isinstance(node, Table) else ()))
    for section, what, key in (("scripts", "script", "match"), ("rules", "rule", "id")):
        node = entries.get(section)
        for item in node.items if isinstance(node, Items) else ():
            yield from ((what, word) for word in _words(item, key))


def _page_names(file: File, node: Node | None) -> None:
    for key, _ in node.entries if isinstance(node, Table) else ():
        if key.text in {*CLASSES, "*"}:
            raise file.wrong(
                key,
                f"page `{key.text}` has the name of a page class",
                f"call it `my_{key.text}`; rules may name the class itself",
            )


def _same_twice(file: File, node: Node | None, *, key: str, what: str) -> None:
    seen: dict[str, int] = {}
    for item in node.items if isinstance(node, Items) else ():
        for word in _words(item, key):
            if word.text in seen:
                raise file.wrong(
                    word,
                    f"{what} `{word.text[:80]}` stands twice, first in line {seen[word.text]}",
                    "give it another name" if key == "id" else "keep one of them",
                )
            seen[word.text] = word.line


def _hosts_once(own: Policy, file: File, node: Node | None, bases: tuple[Policy, ...]) -> None:
    """Recipients may share a host only where each pins accounts of its own."""
    if not isinstance(node, Table):
        return
    seen: dict[str, list[RecipientRule]] = {}
    for other in (one for base in bases for one in base.recipients):
        for host in other.hosts:
            seen.setdefault(host, []).append(other)
    for (key, _), recipient in zip(node.entries, own.recipients, strict=True):
        others = [one for host in recipient.hosts for one in seen.get(host, ())]
        for other in (one for one in others if one.name != recipient.name):
            if host := share_a_host(recipient, other):
                where = f" in {place(other)}" if other.file else ""
                raise file.wrong(
                    key,
                    f"host `{host}` belongs to `{other.name}`{where} already",
                    "leave it with one recipient, so that one BAA state holds for it, or give each "
                    "its own `accounts`",
                )
        for host in recipient.hosts:
            seen.setdefault(host, []).append(recipient)


def _words(item: Node, key: str) -> tuple[Text, ...]:
    """The texts under a key, alone or in a list; none where it is a mapping."""
    if not isinstance(item, Table):
        return ()
    found = next((value for name, value in item.entries if name.text == key), None)
    nodes = found.items if isinstance(found, Items) else (found,)
    return tuple(node for node in nodes if isinstance(node, Text))


def _known(file: File, word: Text, what: str, known: list[str]) -> None:
    if word.text not in known:
        raise file.unknown(word, word.text, what, known)
