"""What only the whole file can tell: names that contradict, are missing, or stand twice."""

from scriptward.policy.language.fields import File
from scriptward.policy.language.policy import Policy, RecipientRule
from scriptward.policy.language.tree import Items, Node, Table, Text
from scriptward.policy.language.words import SELF
from scriptward.vocabulary.words import PageClass

CLASSES = tuple(page_class.value for page_class in PageClass)


def crosschecked(policy: Policy, file: File, entries: dict[str, Node]) -> Policy:
    """The policy, if its names fit together. Raises PolicyError at the one that doesn't."""
    _page_names(file, entries.get("pages"))
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
    _hosts_once(policy, file, entries.get("recipients"))
    return policy


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


def _hosts_once(policy: Policy, file: File, node: Node | None) -> None:
    if not isinstance(node, Table):
        return
    seen: dict[str, list[RecipientRule]] = {}
    for (key, _), recipient in zip(node.entries, policy.recipients, strict=True):
        for host in recipient.hosts:
            for other in seen.setdefault(host, []):
                _told_apart(file, key, host, recipient, other)
            seen[host].append(recipient)


def _told_apart(
    file: File, key: Text, host: str, recipient: RecipientRule, other: RecipientRule
) -> None:
    """Recipients may share a host where each pins accounts of its own."""
    both = set(recipient.accounts) & set(other.accounts)
    if both or not (recipient.accounts and other.accounts):
        raise file.wrong(
            key,
            f"host `{host}` belongs to `{other.name}` already",
            "leave it with one recipient, so that one BAA state holds for it, or give each its own "
            "`accounts`",
        )


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
