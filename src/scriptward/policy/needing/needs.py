"""What a header has to let through, each with the sentence of the policy that wants it."""

from dataclasses import dataclass

from scriptward.policy.language.words import Action, Via
from scriptward.vocabulary.words import ScriptKind

ANYWHERE = "*"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Need:
    """One way to one place."""

    via: Via
    place: str
    """Host (`*.` and `:port` possible), for code with the path; empty: the site; `*`: anywhere."""
    because: str


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class CodeNeed:
    """Code without an address that may run."""

    sha256: str
    kind: ScriptKind
    because: str


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class CapabilityNeed:
    """A capability of the browser that may be used."""

    action: Action
    host: str
    """Of the frame that may use it; empty: the site's own pages; `*`: any frame."""
    because: str


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class FileNeed:
    """Code with an address that may run, as runs or the policy know its bytes."""

    url: str
    sha256: tuple[str, ...]
    """Lower-case hex, each that was seen there; of the decoded bytes."""
    integrity: bool
    """Whether its element had `integrity`, wherever it was seen."""
    loaded_by: str
    """`page`, or the address or digest of the script that put it there; empty: not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Needs:
    """Everything, in a steady order."""

    site: str
    own: tuple[str, ...] = ()
    """The site's own hosts, where it has more than one."""
    places: tuple[Need, ...] = ()
    code: tuple[CodeNeed, ...] = ()
    evals: tuple[str, ...] = ()
    """Why code may be made from text."""
    any_inline: tuple[str, ...] = ()
    """Why any code in the page may run, whatever its digest."""
    unkept: tuple[str, ...] = ()
    """What the policy says and no header keeps, a sentence each."""
    capabilities: tuple[CapabilityNeed, ...] = ()
    files: tuple[FileNeed, ...] = ()
    plain: bool = False
    """Whether the policy knows scripts without TLS, as on a test site: sockets are `ws:`, too."""


def needs(
    *,
    site: str,
    own: tuple[str, ...],
    places: list[Need],
    code: list[CodeNeed],
    evals: list[str],
    any_inline: list[str],
    unkept: list[str],
    capabilities: list[CapabilityNeed],
    files: list[FileNeed],
    plain: bool = False,
) -> Needs:
    """Needs, each once and sorted."""
    return Needs(
        site=site,
        own=own if set(own) - {site} else (),
        places=tuple(sorted(set(places))),
        code=tuple(sorted(set(code))),
        evals=tuple(dict.fromkeys(evals)),
        any_inline=tuple(dict.fromkeys(any_inline)),
        unkept=tuple(dict.fromkeys(unkept)),
        capabilities=tuple(sorted(set(capabilities))),
        files=tuple(sorted(set(files))),
        plain=plain,
    )
