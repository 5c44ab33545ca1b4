"""What one script does that it didn't do before, or no longer does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scriptward.analysis import comparing_grades as grades
from scriptward.analysis.behaviour_acts import OWN, STRINGS, Act, Page, What
from scriptward.analysis.behaviour_steady import fits
from scriptward.analysis.comparing_changes import Change, Changed
from scriptward.analysis.comparing_subjects import Subject
from scriptward.analysis.summary import WORST, listed
from scriptward.analysis.wording import in_words, page_words
from scriptward.lib.digests import stable_id
from scriptward.vocabulary.words import Channel, DataKind, Party, ReadTarget, ScriptKind, Severity

_TOLD_CHANNELS = frozenset(
    {
        Channel.FORM,
        Channel.NAVIGATION,
        Channel.WEBSOCKET,
        Channel.EVENTSOURCE,
        Channel.WEBRTC,
        Channel.WEBTRANSPORT,
    }
)
"""Channels that are worth a line by themselves; the others stand in for one another."""
_KEYS = frozenset({ReadTarget.COOKIE, ReadTarget.STORAGE})
_MOST_KINDS = 4
_MADE = STRINGS | {ScriptKind.INLINE, ScriptKind.BLOB}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the old run saw anywhere on the compared pages."""

    recipients: frozenset[str]
    hosts: frozenset[str]
    data: frozenset[tuple[str, str]]
    """(recipient, kind)"""
    places: frozenset[tuple[str, str]]
    """(recipient, place in its requests that held data)"""
    names: frozenset[str]
    """Of cookies and keys."""
    frames: frozenset[str]

    @classmethod
    def of(cls, subjects: Iterable[Subject]) -> "Known":
        """Everything any script or the page did."""
        acts = {act for one in subjects for act in (*one.acts, *one.unsure)}
        words = {what: {act.words for act in acts if act.what is what} for what in What}
        return cls(
            recipients=frozenset(w[0] for what in (What.SEND, What.HOST) for w in words[what]),
            hosts=frozenset(w[1] for w in words[What.HOST]),
            data=frozenset((w[0], w[2]) for w in words[What.DATA]),
            places=frozenset((w[0], w[2]) for w in words[What.PLACE]),
            names=frozenset(w[2] for w in words[What.READ] if w[0] in _KEYS),
            frames=frozenset(w[1] for w in words[What.LOAD]),
        )

    def foresees(self, act: Act) -> bool:
        """Whether data in a place (a PLACE act) is no news.

        Recorders and monitors send what happens to be on the page when a batch leaves: a kind that
        matters like another they got is no news in a place that held data before.
        """
        to, kind, place = act.words
        alike = {grades.group_of(DataKind(k)) for recipient, k in self.data if recipient == to}
        same = grades.group_of(DataKind(kind)) in alike and (to, place) in self.places
        return (to, kind) in self.data or same


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One script in both runs. Where it is new, `old` has no rows."""

    old: Subject
    new: Subject
    known: Known
    """In the old run."""
    now: Known
    """In the new run."""

    def changes(self) -> Iterator[Change]:
        """What is new, then what stopped."""
        yield from self._recipients()
        yield from self._channels()
        yield from self._reads()
        yield from self._frames()
        yield from self._strings()
        if self.old.rows:
            yield from self._pages()
            yield from self._stopped()

    def change(
        self,
        what: Changed,
        severity: Severity,
        says: str,
        *,
        name: str = "",
        pages: Iterable[Page] = (),
        apart: Iterable[str] = (),
    ) -> Change:
        """One change of this script. `apart`: what else makes it another than its like."""
        subject = self.new if self.new.rows else self.old
        return Change(
            id=stable_id("change", what.value, subject.provenance, name, apart),
            what=what,
            severity=severity,
            script=subject.provenance or None,
            says=says,
            name=name,
            pages=tuple(sorted({url for url, _ in pages})),
        )

    def _recipients(self) -> Iterator[Change]:
        before = _words(self.old, What.SEND) | _words(self.old, What.HOST)
        mine = {words[0] for words in before}
        pages = _pages(self.new, What.SEND, What.HOST)
        sends = {act.words[0] for act in self.new.acts if act.what is What.SEND}
        for to in sorted(pages.keys() - mine - {OWN}):
            stranger = to not in self.known.recipients
            if not stranger and not (self.old.rows and to in sends):
                continue
            loads = f"loads from {self._shown(to)}"
            does, whom = (self._sent(to), "recipient") if to in sends else (loads, "host")
            yield self.change(
                Changed.RECIPIENT,
                grades.of_new_recipient(known_to_site=not stranger),
                f"{does}, {f'a new {whom}' if stranger else 'new for this script'}",
                name=to,
                pages=pages[to],
            )
        for act in sorted(self.new.acts):
            if act.what is What.HOST and act.words[0] in mine | self.known.recipients:
                to, host = act.words
                if host not in self.known.hosts:
                    says = f"sends to {host}, a new domain of {to}"
                    yield self.change(
                        Changed.HOST,
                        Severity.MEDIUM,
                        says,
                        name=host,
                        pages=self.new.acts[act],
                    )

    def _channels(self) -> Iterator[Change]:
        before = _words(self.old, What.SEND)
        mine = {to for to, _ in before}
        for act in sorted(self.new.acts):
            if act.what is What.SEND and act.words not in before and act.words[0] in mine:
                to, channel = act.words
                if Channel(channel) in _TOLD_CHANNELS:
                    says = f"sends to {self._shown(to)} by {channel}, new"
                    yield self.change(
                        Changed.CHANNEL,
                        Severity.LOW,
                        says,
                        name=f"{to} {channel}",
                        pages=self.new.acts[act],
                    )

    def _reads(self) -> Iterator[Change]:
        before = _words(self.old, What.READ)
        fields = {(target, name) for target, _, name in before}
        targets = {target for target, _, _ in before}
        for act in sorted(self.new.acts):
            if act.what is not What.READ:
                continue
            target, kind, name = act.words
            if (target, name) in fields or self._same_key(target, name, fields, targets):
                continue
            data = DataKind(kind) if kind else None
            yield self.change(
                Changed.READ,
                grades.of_new_read(self.new.party, ReadTarget(target), data),
                f"reads {_read(target, data, name)}, new",
                name=name or target,
                pages=self.new.acts[act],
            )

    def _same_key(
        self, target: str, name: str, fields: set[tuple[str, str]], targets: set[str]
    ) -> bool:
        """Whether it is no news: a key of a kept name, or one more key that the site had."""
        if ReadTarget(target) not in _KEYS:
            return not self.new.rows
        if not self.old.rows or not self.new.rows:
            return True
        mine = [known for at, known in fields if at == target]
        return fits(name, mine) or (target in targets and fits(name, self.known.names))

    def _frames(self) -> Iterator[Change]:
        for act in sorted(self.new.acts):
            if act.what is What.LOAD and act.words[0] in {"frame", "object"}:
                address = act.words[1]
                if address not in self.known.frames:
                    yield self.change(
                        Changed.FRAME,
                        Severity.MEDIUM,
                        f"shows a frame of {address}, new",
                        name=address,
                        pages=self.new.acts[act],
                    )

    def _strings(self) -> Iterator[Change]:
        made = {ScriptKind(kind) for (kind,) in _words(self.new, What.CHILD)} & STRINGS
        had = {ScriptKind(kind) for (kind,) in _words(self.old, What.CHILD)} & STRINGS
        if made - had and self.new.rows:
            kinds = ", ".join(sorted(kind.value for kind in made - had))
            severity = Severity.MEDIUM if self.new.party is Party.THIRD else Severity.LOW
            says = f"makes code from strings ({kinds}), new"
            pages = {p for act in self.new.acts for p in self.new.acts[act] if _made(act, made)}
            yield self.change(Changed.CODE_FROM_STRINGS, severity, says, name=kinds, pages=pages)

    def _pages(self) -> Iterator[Change]:
        more = {page: kind for page, kind in self.new.pages.items() if page not in self.old.pages}
        classes = set(more.values()) - self.old.classes
        if classes and self.new.named:
            words = sorted(map(page_words, classes))
            yield self.change(
                Changed.PAGES,
                grades.of_new_pages(self.new.party, classes),
                f"runs on {listed(words, most=3)}, where it didn't",
                name=",".join(sorted(classes)),
                pages=more,
            )

    def _stopped(self) -> Iterator[Change]:
        now = {to for to, *_ in _words(self.new, What.SEND) | _words(self.new, What.HOST)}
        sent = {to for to, _ in _words(self.old, What.SEND)} - now - self.now.recipients
        for to in sorted(sent - {OWN}):
            says = f"no longer sends to {to}"
            yield self.change(Changed.STOPPED, Severity.INFO, says, name=to)
        read = {w[2] for w in _words(self.new, What.READ) if w[0] == ReadTarget.FIELD}
        for target, kind, name in sorted(_words(self.old, What.READ)):
            if target == ReadTarget.FIELD and name not in read and self.new.rows:
                said = _read(target, DataKind(kind) if kind else None, name)
                yield self.change(
                    Changed.STOPPED, Severity.INFO, f"no longer reads {said}", name=name
                )

    def _sent(self, to: str) -> str:
        acts = [act for act in self.new.acts if act.what is What.DATA and act.words[0] == to]
        kinds = {DataKind(act.words[2]) for act in acts}
        return (
            f"sends {said(kinds)} to {self._shown(to)}" if kinds else f"sends to {self._shown(to)}"
        )

    def _shown(self, to: str) -> str:
        """Entity and domain of a recipient."""
        hosts = {act.words[1] for act in self.new.acts if _at(act, to)} - {to}
        return f"{to} ({listed(sorted(hosts), most=2)})" if hosts else to


def new_data(old: Known, subjects: Iterable[Subject]) -> Iterator[Change]:
    """Kinds of data that recipients known to the old run get for the first time, by sender."""
    for subject in subjects:
        before = Subject(provenance=subject.provenance)
        comparison = Comparison(old=before, new=subject, known=old, now=old)
        found: dict[str, dict[DataKind, set[Page]]] = {}
        for act, pages in subject.acts.items():
            if act.what is What.PLACE and act.words[0] in old.recipients:
                to, kind, _ = act.words
                if not old.foresees(act):
                    found.setdefault(to, {}).setdefault(DataKind(kind), set()).update(pages)
        for to, kinds in sorted(found.items()):
            party = Party.FIRST if to == OWN else Party.THIRD
            order = list(Severity)
            worst = max((grades.of_new_data(k, party) for k in kinds), key=order.index)
            yield comparison.change(
                Changed.DATA,
                worst,
                f"sends {said(kinds)} to {to}, which wasn't sent such data",
                name=to,
                pages=set().union(*kinds.values()),
                apart=sorted(kinds),
            )


def said(kinds: Iterable[DataKind]) -> str:
    """Kinds of data in words, the worst first where they are many."""
    ranked = sorted(kinds, key=lambda kind: (kind not in WORST, kind.value))
    words = [in_words([kind]) for kind in ranked]
    return listed(words, most=_MOST_KINDS)


def _read(target: str, kind: DataKind | None, name: str) -> str:
    if target == ReadTarget.FIELD:
        return f"{name or 'a field'} ({in_words([kind])})" if kind else name or "a field"
    if target in _KEYS:
        thing = "cookie" if target == ReadTarget.COOKIE else "storage key"
        return f"the {thing} {name}" if name else ("cookies" if thing == "cookie" else "storage")
    if target == ReadTarget.FINGERPRINT:
        return f"the browser's {name}"
    return {"dom": "the page's text", "geolocation": "the location"}.get(target, f"the {target}")


def _words(subject: Subject, what: What) -> set[tuple[str, ...]]:
    return {act.words for act in (*subject.acts, *subject.unsure) if act.what is what}


def _pages(subject: Subject, *whats: What) -> dict[str, set[Page]]:
    """`{first word: pages}` of its sure acts."""
    found: dict[str, set[Page]] = {}
    for act, pages in subject.acts.items():
        if act.what in whats:
            found.setdefault(act.words[0], set()).update(pages)
    return found


def _at(act: Act, to: str) -> bool:
    return act.what is What.HOST and act.words[0] == to


def _made(act: Act, made: set[ScriptKind]) -> bool:
    return act.what is What.CHILD and act.words[0] in made
