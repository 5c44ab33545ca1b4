"""What one entry of a policy lets happen, as a person reads it who decides on it."""

from collections.abc import Iterable

from scriptward.analysis.wording import in_words, page_words
from scriptward.policy.language.pattern import INLINE, shaped
from scriptward.policy.language.policy import PageRule, RecipientRule, Rule, ScriptRule
from scriptward.policy.language.words import SELF, Action, Effect, Via
from scriptward.vocabulary.words import Baa, PageClass

Entry = PageRule | RecipientRule | ScriptRule | Rule

_DIGITS = 8
_SHOWING = frozenset({Via.FRAME, Via.OBJECT})
_DEEDS = {Action.LOAD: "load code", Action.SEND: "send", Action.READ: "read"}
_HOW = {Effect.PERMIT: "Lets", Effect.FORBID: "Doesn’t let"}


def meaning(entry: Entry) -> str:
    """One or two sentences that need no knowledge of the file."""
    if isinstance(entry, PageRule):
        return _page(entry)
    if isinstance(entry, RecipientRule):
        return _recipient(entry)
    return _script(entry) if isinstance(entry, ScriptRule) else _rule(entry)


def _page(page: PageRule) -> str:
    classed = page_words(page.page_class) if page.page_class else "a part of the site"
    return (
        f"Takes {_listed(page.match)} as {classed}, whatever a scan sees there: the default and"
        " the rules for such pages hold. Permits nothing by itself."
    )


def _recipient(recipient: RecipientRule) -> str:
    hosts = _listed(recipient.hosts)
    if recipient.name == SELF:
        return f"Takes {hosts} as the site’s own: what the site may do, it may."
    known = f"Takes {hosts} as “{recipient.name}”" if hosts else f"Knows “{recipient.name}”"
    agreement = {
        Baa.ATTESTED: "with an agreement on file",
        Baa.NONE: "without an agreement",
        Baa.UNKNOWN: "with no agreement on file",
    }[recipient.baa]
    return f"{known}, {agreement}. Permits nothing by itself."


def _script(script: ScriptRule) -> str:
    if (found := shaped(script.match)) is not None:
        return (
            f"Lets code in pages {found[0]} run that is like what was seen but for what its texts"
            " and numbers say, where the page has it once. Needs scriptward’s middleware."
        )
    if script.match.startswith(INLINE):
        digest = script.match.removeprefix(INLINE)[:_DIGITS]
        return f"Lets the code {digest}… run on every page, as it is to the letter."
    whose = f", as {script.owner}’s" if script.owner else ""
    bytes_ = "those bytes" if script.approved and script.approved.sha256 else "whatever is served"
    return f"Lets {bytes_} at {script.match} run on every page{whose}."


def _rule(rule: Rule) -> str:
    if rule.effect not in _HOW:
        scrubs = rule.effect is Effect.SCRUB
        what = "taken out of what is sent" if scrubs else "read as empty"
        rest = "; the rest may go" if scrubs else ""
        kinds = in_words(rule.kinds).capitalize()
        return f"{kinds}: {what}{_to(rule)}{_by(rule)}{_where(rule)}{rest}."
    shows = bool(rule.via) and set(rule.via) <= _SHOWING and rule.actions == (Action.LOAD,)
    words = _DEEDS | ({Action.LOAD: "show frames"} if shows else {})
    deeds = _either(words.get(one, f"use {one.value}") for one in rule.actions)
    way = "" if shows else _by(rule)
    what = f"{deeds}{_what(rule)}{_to(rule)}{way}{_where(rule)}"
    return f"{_HOW[rule.effect]} {_from(rule)} {what}."


def _what(rule: Rule) -> str:
    if not set(rule.actions) & {Action.SEND, Action.READ}:
        return ""
    if rule.data is None:
        return " anything"
    return f" {in_words(rule.data)}" if rule.data else " what holds no recognised data"


def _from(rule: Rule) -> str:
    source = rule.source
    if source is None:
        return "any script"
    parts = [
        *(("the site’s own" if one == SELF else f"{one}’s") for one in source.names),
        *([f"{source.party.value}-party"] if source.party else []),
        *source.entity,
        *source.category,
    ]
    match = f" at {_listed(source.match)}" if source.match else ""
    return f"{_either(parts)} scripts{match}".strip()


def _to(rule: Rule) -> str:
    to = rule.to
    if to is None:
        return ""
    parts = [
        *(("the site itself" if one == SELF else one) for one in to.names),
        *to.entity,
        *(f"{one} recipients" for one in to.category),
        *to.host,
    ]
    agreement = f" whose agreement is {_either(one.value for one in to.baa)}" if to.baa else ""
    word = "from" if Action.LOAD in rule.actions else "to"
    return f" {word} {_either(parts) or 'anybody'}{agreement}"


def _by(rule: Rule) -> str:
    return f" by {_either(one.value for one in rule.via)}" if rule.via else ""


def _where(rule: Rule) -> str:
    frames = f", in frames of {_either(rule.frames)}" if rule.frames else ""
    if not rule.pages or "*" in rule.pages:
        return f", on every page{frames}"
    return f", on {_either(_place(one) for one in rule.pages)}{frames}"


def _place(name: str) -> str:
    classes = {one.value for one in PageClass}
    return page_words(PageClass(name)) if name in classes else f"the pages {name}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _either(words: Iterable[str]) -> str:
    every = tuple(words)
    return " or ".join(filter(None, (", ".join(every[:-1]), *every[-1:])))
