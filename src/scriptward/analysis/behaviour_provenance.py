"""Which script this is, over runs and builds: its address, or where its code came from.

A nonce, a version in a path or a shifted line makes no new script.
"""

from collections.abc import Iterable, Mapping

from scriptward.analysis.behaviour_steady import steady_address
from scriptward.vocabulary.observations import Script

_LONGEST_CHAIN = 32
_NO_HOST = ("blob:", "data:", "javascript:")


def provenances(scripts: Iterable[Script]) -> dict[str, str]:
    """`{id: provenance}`: `host/path`, or `kind code of LOADER (sketch)` without an address."""
    by_id = {script.id: script for script in scripts}
    return {key: _provenance(script, by_id, _LONGEST_CHAIN) for key, script in by_id.items()}


def has_address(script: Script) -> bool:
    """Whether a script came from an address of its own."""
    return bool(_address(script))


def _provenance(script: Script, by_id: Mapping[str, Script], left: int) -> str:
    if address := _address(script):
        return address
    return f"{script.kind.value} code of {_loader(script, by_id, left)} ({_content(script)})"


def _loader(script: Script, by_id: Mapping[str, Script], left: int) -> str:
    loader = by_id.get(script.loaded_by or "")
    if loader is None or not left:
        return script.loaded_by if script.loaded_by == "document" else "an unknown loader"
    return _provenance(loader, by_id, left - 1)


def _content(script: Script) -> str:
    return script.sketch or f"sha256 {script.sha256[:16]}"


def _address(script: Script) -> str:
    url = script.url or ""
    return "" if url.startswith(_NO_HOST) else steady_address(url)
