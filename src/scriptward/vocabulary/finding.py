"""A finding: what was observed, where, how bad, how sure, for whom, and what mends it."""

import msgspec

from scriptward.vocabulary.words import Audience, Confidence, Severity


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """What to do, and who has to do it."""

    text: str
    actor: str = "web server"
    """`web server`, `tag manager`, `vendor settings`, `page template`, `contracts` …"""

    @classmethod
    def header(cls, name: str, value: str) -> "Remedy":
        """Send that response header."""
        return cls(text=f"send `{name}: {value}`", actor="web server")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One folded finding: a (detector, script, recipient, data kind, page class)."""

    id: str
    """The same behaviour has the same id in every run."""
    detector: str
    severity: Severity
    confidence: Confidence
    audience: Audience
    title: str
    """What was observed, in one sentence; never a legal conclusion."""
    page: str | None
    """The first page it was observed on."""
    script: str | None
    recipient: str | None
    """Host."""
    flows: tuple[str, ...]
    controls: tuple[str, ...]
    """Ids of rules in the rule packs this is evidence for."""
    remedy: Remedy
    pages: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    """Data kinds."""
    page_class: str = ""
    count: int = 1
    """Observations folded into it."""
