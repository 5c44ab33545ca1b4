"""The shape of a script's signs: texts by which a vendor's code is known, wherever it is served.

A vendor's code also comes from the site's own host: through the vendor's tag gateway, a proxy, or
copied. Signs are texts that minifiers and proxies leave alone: names of cookies, globals,
attributes, fields of requests. Hosts are none, since proxies rewrite them.
"""

from dataclasses import dataclass

FEWEST = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class ScriptSign:
    """What one vendor's code holds."""

    host: str
    """A host of the product's own: whoever owns that, owns the code."""
    path: str
    """With it, where a host has many products; else empty."""
    signs: tuple[str, ...]
    """Independent texts; none is part of another one."""
    needed: int
    """How many of them the code holds."""
    longest: int
    """Characters: a longer script with these signs is the site's, which has that code in it."""
    sends: tuple[str, ...]
    """Lower-case texts, one of which is in all it collects; none where only a pixel tells that."""


def script_sign(
    *,
    host: str,
    longest: int,
    signs: tuple[str, ...],
    sends: tuple[str, ...] = (),
    path: str = "",
    needed: int = FEWEST,
) -> ScriptSign:
    """One vendor's signs. Raises ValueError where there are too few or one says another's."""
    if not FEWEST <= needed <= len(signs):
        message = f"{host}: needs {FEWEST} signs at least, and as many as it asks for"
        raise ValueError(message)
    if any(one in other for one in signs for other in signs if one is not other):
        message = f"{host}: a sign is part of another one"
        raise ValueError(message)
    return ScriptSign(
        host=host, path=path, signs=signs, needed=needed, longest=longest, sends=sends
    )
