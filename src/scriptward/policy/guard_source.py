"""What a Content-Security-Policy needs so that the guard, and what a server vouches for, may run.

A digest or a nonce in `script-src` ends `'unsafe-inline'` (CSP Level 3, section 6.7.3.2), so where
a policy had to open that, the guard is let in as a file of the site instead.
"""

SCRIPTS = ("script-src", "script-src-elem")
INLINE = "'unsafe-inline'"
NONE = "'none'"
SELF = "'self'"


def with_guard(value: str, integrity: str) -> str:
    """A policy under which `<script src=… integrity=…>` of the guard runs. The rest is as it was.

    `integrity`: `sha384-…` as the tag has it.
    """
    return _with(value, f"'{integrity}'", instead=SELF, unless=SELF)


def with_nonce(value: str, nonce: str) -> str:
    """A policy under which scripts with the nonce run, too; the same where any inline code does."""
    return _with(value, f"'nonce-{nonce}'", instead="", unless="")


def _with(value: str, source: str, *, instead: str, unless: str) -> str:
    """In each policy of a value: a comma stands between two (RFC 9110, section 5.3)."""
    return ", ".join(
        "; ".join(
            _opened(directive.strip(), source, instead=instead, unless=unless)
            for directive in policy.split(";")
        )
        for policy in value.split(",")
    )


def _opened(directive: str, source: str, *, instead: str, unless: str) -> str:
    name, *words = directive.split(" ")
    if name not in SCRIPTS or unless in words:
        return directive
    added = instead if INLINE in words else source
    kept = [word for word in words if word != NONE] if added else words
    return " ".join((name, *kept, *([added] if added else ())))
