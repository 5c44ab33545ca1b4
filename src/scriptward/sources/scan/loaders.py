"""Who loaded a script: another script, the document's parser, or nobody knows."""

import html
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from scriptward.sources.scan.composing import composer
from scriptward.sources.scan.markup import Markup
from scriptward.sources.scan.nameless import Nameless
from scriptward.sources.scan.network import Sent
from scriptward.sources.scan.protocol import StackTrace
from scriptward.sources.scan.scripts import Parsed, Scripts, bare
from scriptward.sources.scan.sensor_channel import Said
from scriptward.sources.scan.stacks import Stacks, chain
from scriptward.sources.scan.targets import WORKERS, Target
from scriptward.vocabulary.sensor import Caller
from scriptward.vocabulary.words import ScriptKind

DOCUMENT = "document"
_MADE_DOCUMENTS = ("about:", "blob:", "data:")
"""Where a document's text comes from that no server sent."""
_WORKER_APIS: dict[ScriptKind, str] = {
    ScriptKind.WORKER: "worker",
    ScriptKind.SHARED_WORKER: "sharedworker",
    ScriptKind.SERVICE_WORKER: "serviceworker",
    ScriptKind.WORKLET: "worklet",
}


_LONG = 20
"""Characters: code of which a text holds no other by chance, its escapes left out."""
_MOST_ESCAPED = 500
"""Pieces of code that are looked for in texts without their escapes."""


class Loaders:
    """Answers for one capture; `loader` gives a parsed script's key, `document` or nothing."""

    def __init__(
        self,
        scripts: Scripts,
        sent: Iterable[Sent],
        said: Iterable[Said],
        stacks: Stacks,
        markup: Markup,
        *,
        first: Callable[[str], str],
    ) -> None:
        """`first`: gives the key of a document's first page for that of any of its screens."""
        self._scripts, self._stacks, self._markup = scripts, stacks, markup
        self._first = first
        self._escapes_left = _MOST_ESCAPED
        self._unescaped = lru_cache(maxsize=64)(self._without_escapes)
        self._requests: dict[tuple[str, str], Sent] = {}
        self._before: dict[str, StackTrace] = {}
        for one in sent:
            self._requests.setdefault((first(one.page), one.url), one)
            self._note_task(one)
        self._said: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for call in said:
            self._said[first(call.page), call.call.url].append(call)
        self._by_url: dict[tuple[str, str], Parsed] = {}
        self._by_hash: dict[tuple[str, str], Parsed] = {}
        self._nameless = Nameless(scripts.sources)
        for parsed in scripts.parsed:
            page = first(parsed.page)
            self._nameless.add(page, parsed)
            self._by_url.setdefault((page, parsed.url), parsed)
            self._by_hash.setdefault((page, parsed.event.hash), parsed)

    def loader(self, parsed: Parsed, kind: ScriptKind) -> str:
        """Key of the parsed script that loaded it, `document`, or empty."""
        match kind:
            case ScriptKind.INLINE | ScriptKind.EVAL | ScriptKind.EVENT_HANDLER:
                return self._maker(parsed, kind)
            case ScriptKind.JAVASCRIPT_URL:
                return self._unborn(parsed, kind)
            case ScriptKind.MODULE if not parsed.url or parsed.in_text:
                return self._unborn(parsed, kind)
            case _ if kind in _WORKER_APIS:
                return self._worker(parsed, kind)
            case _:
                return self._fetched(parsed)

    def maker(self, parsed: Parsed) -> Parsed | None:
        """The script whose code ran when this one was made."""
        return self._stacks.nearest(parsed.target.session, parsed.event.stack_trace)

    def birth(self, parsed: Parsed) -> StackTrace | None:
        """The stack that ran as it was made; that of the task before its own, where none did."""
        return parsed.event.stack_trace or self._before.get(parsed.key)

    def _note_task(self, sent: Sent) -> None:
        """What ran before code whose birth nobody saw: a string timer, a link, a module."""
        session = sent.target.session
        young: Parsed | None = None
        for stack in chain(sent.initiator.stack):
            if not (calls := stack.call_frames):
                continue
            outermost = self._scripts.find(session, calls[-1].script_id)
            if young is None:
                young = outermost if outermost is not None and _is_unborn(outermost) else None
            elif outermost is not None and outermost is not young:
                self._before.setdefault(young.key, stack)
                return

    def by_caller(self, page: str, stack: Iterable[Caller]) -> Parsed | None:
        """The script of a sensor's innermost frame."""
        page = self._first(page)
        for caller in stack:
            found = self._by_hash.get((page, caller.h)) if caller.h else None
            found = found or (self._by_url.get((page, caller.u)) if caller.u else None)
            found = found or self._nameless.at(page, caller)
            if found is not None:
                return found
        return None

    def _maker(self, parsed: Parsed, kind: ScriptKind) -> str:
        in_text = kind is not ScriptKind.EVENT_HANDLER or self._is_written(parsed) is not False
        if parsed.url and kind is not ScriptKind.EVAL and in_text:
            return self._document(parsed)
        return self._made(parsed) or self._writer(parsed, kind)

    def _unborn(self, parsed: Parsed, kind: ScriptKind) -> str:
        """Code that runs in a task of its own, so that no stack shows who made it."""
        if self._is_written(parsed):
            return self._document(parsed)
        made = self._made(parsed) or self._writer(parsed, kind)
        return made or (self._document(parsed) if self._is_written(parsed) is None else "")

    def _made(self, parsed: Parsed) -> str:
        maker = self._stacks.nearest(parsed.target.session, self.birth(parsed))
        return maker.key if maker is not None and maker is not parsed else ""

    def _is_written(self, parsed: Parsed) -> bool | None:
        code = self._scripts.sources.get(parsed.event.hash, "")
        return self._markup.writes(self._first(parsed.page), parsed.frame_url, code)

    def stands_in_attribute(self, parsed: Parsed) -> bool:
        """Whether code of a document stands in none of the script elements of its text.

        The text has it elsewhere, or not at all: then an attribute was written by a script, perhaps
        into a shadow tree that is closed.
        """
        if not parsed.in_text:
            return False
        place = (self._first(parsed.page), parsed.frame_url)
        code = self._scripts.sources.get(parsed.event.hash, "")
        return self._markup.attribute(*place, code) or self._is_written(parsed) is False

    def _document(self, parsed: Parsed) -> str:
        """The document's parser, or the script that wrote the document itself."""
        if parsed.frame_url.startswith(_MADE_DOCUMENTS):
            frame = parsed.event.execution_context_aux_data.frame_id
            if maker := self._scripts.frame_maker(frame):
                return maker.key
        return DOCUMENT

    def imported(self, parsed: Parsed) -> bool:
        """Whether a module came by `import()` and not as a part of another or of the page."""
        sent = self._requests.get((self._first(parsed.page), parsed.url))
        return sent is not None and sent.initiator.stack is not None

    def _writer(self, parsed: Parsed, kind: ScriptKind) -> str:
        """The one script of the page in whose text this code stands."""
        code = self._scripts.sources.get(parsed.event.hash, "")
        if len(code) < 4:  # noqa: PLR2004  # shorter code stands everywhere by chance
            return ""
        page = self._first(parsed.page)
        others = {
            other.event.hash: other.key
            for other in self._scripts.parsed
            if self._first(other.page) == page
            and other.event.hash != parsed.event.hash
            and (parsed.target.type not in WORKERS or other.target is parsed.target)
        }
        holders = [one for one in others if code in self._scripts.sources.get(one, "")]
        if not holders and len(code) >= _LONG and self._escapes_left:
            self._escapes_left -= 1
            plain = _plain(code)
            holders = [one for one in others if plain in self._unescaped(one)]
            if not holders and kind is ScriptKind.EVENT_HANDLER:
                texts = {one: self._scripts.sources.get(one, "") for one in others}
                holders = list(filter(None, [composer(code, texts)]))
        return others[holders[0]] if len(holders) == 1 else ""

    def _without_escapes(self, digest: str) -> str:
        return _plain(self._scripts.sources.get(digest, ""))

    def _worker(self, parsed: Parsed, kind: ScriptKind) -> str:
        if kind is ScriptKind.WORKER and parsed.target.creator is not None:
            owner = parsed.target.parent or parsed.target.tab
            if made := self._stacks.nearest(owner.session, parsed.target.creator):
                return made.key
        if parsed.target.parent is not None and parsed.target.parent.type in WORKERS:
            return self._only_script(parsed.target.parent, but=parsed)
        for said in self._said.get((self._first(parsed.page), parsed.url), ()):
            if said.call.api == _WORKER_APIS[kind]:
                found = self.by_caller(parsed.page, said.call.stack)
                if found:
                    return found.key
        return self._only_mention(parsed)

    def _only_script(self, worker: Target, *, but: Parsed) -> str:
        """What a worker began with, where it runs nothing else that could have asked."""
        keys = [
            one.key
            for one in self._scripts.parsed
            if one.target is worker and one.url == worker.url and one is not but
        ]
        return keys[0] if len(keys) == 1 else ""

    def _only_mention(self, parsed: Parsed) -> str:
        """The one script of the page that names the worker's file."""
        name = parsed.url.partition("?")[0].rpartition("/")[2]
        if len(name) < 4 or parsed.url.startswith(("blob:", "data:")):  # noqa: PLR2004  # as above
            return ""
        holders = {
            other.event.hash: other.key
            for other in self._scripts.parsed
            if self._first(other.page) == self._first(parsed.page)
            and other.url != parsed.url
            and name in self._scripts.sources.get(other.event.hash, "")
        }
        return next(iter(holders.values())) if len(holders) == 1 else ""

    def _fetched(self, parsed: Parsed) -> str:
        sent = self._requests.get((self._first(parsed.page), parsed.url))
        if sent is None:
            return ""
        initiator = sent.initiator
        session = sent.target.session
        if made := self._stacks.nearest(session, initiator.stack):
            return made.key
        if parsed.target.type in WORKERS:
            found = self._by_url.get((self._first(parsed.page), initiator.url))
            return found.key if found else self._only_script(parsed.target, but=parsed)
        if initiator.type == "parser":
            return DOCUMENT
        if initiator.type == "script" and initiator.url:
            return self._importer(parsed, initiator.url, int(initiator.line_number))
        return ""

    def _importer(self, parsed: Parsed, url: str, line: int) -> str:
        """The module that imports another: by address, an inline one by its line as well."""
        if bare(url) != bare(parsed.frame_url):
            found = self._by_url.get((self._first(parsed.page), url))
            return found.key if found else ""
        inline = [
            other
            for other in self._scripts.parsed
            if self._first(other.page) == self._first(parsed.page)
            and other.in_text
            and other.event.is_module
            and other.event.start_line <= line
        ]
        return max(inline, key=lambda other: other.event.start_line).key if inline else DOCUMENT


def _plain(text: str) -> str:
    """A text without the escapes that a string in a script, or markup in one, needs."""
    return (html.unescape(text) if "&" in text else text).replace("\\", "")


def _is_unborn(parsed: Parsed) -> bool:
    """Whether it is code without an address whose birth no stack shows."""
    return (not parsed.url or parsed.in_text) and parsed.event.stack_trace is None


def folded_keys(loaded: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, str]:
    """Loaders in the capture's own keys: `{script: loader}`."""
    return {
        script: DOCUMENT if loader == DOCUMENT else keys.get(loader, "")
        for script, loader in loaded.items()
    }
