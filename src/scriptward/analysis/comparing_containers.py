"""Tags that came, went or are set otherwise in containers that both runs read.

Settings, not conduct: what a tag was seen to do is told with the scripts.
"""

from collections.abc import Iterable, Iterator

from scriptward.analysis.behaviour_provenance import provenances
from scriptward.analysis.comparing_changes import Change, Changed
from scriptward.analysis.containers import containers_of, tag_name
from scriptward.analysis.summary import listed
from scriptward.knowledge.container import changes
from scriptward.lib.digests import stable_id
from scriptward.vocabulary.container import Container, Risk, Tag
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Severity

_BY_RISK = {Risk.LOW: Severity.LOW, Risk.MEDIUM: Severity.MEDIUM, Risk.HIGH: Severity.HIGH}
_RISKS = tuple(Risk)
_MOST = 3
_Key = tuple[str, str]


def container_changes(old: Iterable[Visit], new: Iterable[Visit]) -> Iterator[Change]:
    """One change a tag. A container that only one run has is told with its script."""
    before, after = _by_key(old), _by_key(new)
    for key in sorted(before.keys() & after.keys()):
        yield from _between(before[key][0], *after[key])


def _by_key(visits: Iterable[Visit]) -> dict[_Key, tuple[Container, str]]:
    """`{(product, id or provenance): (container, provenance)}` of those read to their end."""
    visits = tuple(visits)
    origin = provenances(script for visit in visits for script in visit.scripts)
    found: dict[_Key, tuple[Container, str]] = {}
    for container in containers_of(visits):
        place = origin.get(container.script, "")
        if not container.reason:
            found[container.product, container.id or place] = (container, place)
    return found


def _between(old: Container, new: Container, place: str) -> Iterator[Change]:
    differing = changes(old, new)
    for tag in differing.added:
        yield _change(new, tag, place, _BY_RISK[tag.risk], f"is new{_set_to(tag)}")
    for pair in differing.changed:
        worse = _RISKS.index(pair.new.risk) > _RISKS.index(pair.old.risk)
        hosts = set(pair.new.hosts) - set(pair.old.hosts)
        severity = _BY_RISK[pair.new.risk] if worse or hosts else Severity.LOW
        fields = [name.replace("_", " ") for name in pair.differs]
        says = f"has other {listed(fields, most=_MOST)}{_set_to(pair.new, hosts)}"
        yield _change(new, pair.new, place, severity, says)
    for tag in differing.removed:
        yield _change(new, tag, place, Severity.INFO, "is gone")
    for child in differing.children_added:
        name = child.id or child.name
        says = f"loads the container {name}, new"
        yield _told(new, place, Severity.MEDIUM, says, name=name)


def _set_to(tag: Tag, hosts: Iterable[str] | None = None) -> str:
    """`: set to read …; names the hosts …` of what it is set to, or nothing."""
    kinds = dict.fromkeys(
        f"{each.kind.replace('_', ' ')}{f' {each.name}' if each.name else ''}"
        for each in tag.reaches
    )
    named = sorted(tag.hosts if hosts is None else hosts)
    parts = [f"set to read {listed(list(kinds), most=_MOST)}"] if kinds and hosts is None else []
    parts += [f"names {listed(named, most=_MOST)}"] if named else []
    return f": {'; '.join(parts)}" if parts else ""


def _change(container: Container, tag: Tag, place: str, severity: Severity, says: str) -> Change:
    name = tag_name(container, tag)
    which = str(tag.tag_id) if tag.tag_id is not None else tag.digest
    return _told(container, place, severity, f"tag {name} {says}", name=name, which=which)


def _told(
    container: Container, place: str, severity: Severity, says: str, *, name: str, which: str = ""
) -> Change:
    return Change(
        id=stable_id("change", "tag", container.product, container.id, which or name, says),
        what=Changed.TAG,
        severity=severity,
        script=place or None,
        says=says,
        name=name,
        pages=container.pages,
    )
