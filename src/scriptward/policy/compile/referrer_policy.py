"""Referrer-Policy: other sites learn which site a visitor comes from, never which page.

Source: W3C Referrer Policy §3; 45 CFR 164.514(b)(2)(i) on addresses that name a condition.
"""

from collections.abc import Iterable, Iterator

from scriptward.policy.enforcement import (
    Act,
    Actor,
    Compiled,
    Form,
    Strength,
    either,
    enforcement,
    explained,
    sized,
)
from scriptward.policy.needing.needs import Needs
from scriptward.policy.options import Options

HEADER = "Referrer-Policy"
OURS = "strict-origin-when-cross-origin"
STRICTER = ("no-referrer", "same-origin", "strict-origin")
"""What sends less, to somebody at least; every other known word sends more."""
KNOWN = frozenset(
    {
        *STRICTER,
        OURS,
        "no-referrer-when-downgrade",
        "origin",
        "origin-when-cross-origin",
        "unsafe-url",
    }
)
LIMITS = (
    "scripts may read the page's address and send it: that is what the guard scrubs",
    "the site's name itself still reaches every recipient: its TLS handshake says it, too",
    "an element's own `referrerpolicy` and a page's `meta` win over it",
)


@enforcement(header=HEADER)
def referrer_policy(_needs: Needs, options: Options) -> Compiled:
    """The header."""
    value, said = _merged(options.sent_already(HEADER))
    because = "always: the address of a page may name a condition"
    return Compiled(
        header=HEADER,
        value=value,
        strength=Strength.BROWSER,
        size=sized(HEADER, value),
        directives=(explained("value", [(value, because)]),),
        unkept=(),
        limits=LIMITS,
        form=Form.ENFORCES,
        browsers=either("61", "79", "52", "11.1"),
        acts=(Act(who=Actor.PAGE, does="take out `referrerpolicy` and `meta` that say more"),),
        notes=said,
    )


def _merged(theirs: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    words = list(_words(theirs))
    if not words or words[-1] == OURS:
        return OURS, ()
    counted = words[-1]
    if counted in STRICTER:
        return counted, (f"{counted} is sent already and sends less: it stays",)
    return OURS, (f"{counted} is sent already and sends more: take it away, the last word counts",)


def _words(theirs: Iterable[str]) -> Iterator[str]:
    """Words a browser knows, in their order; it takes the last."""
    for value in theirs:
        yield from (word for one in value.split(",") if (word := one.strip().lower()) in KNOWN)
