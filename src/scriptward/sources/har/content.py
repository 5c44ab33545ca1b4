"""The text of a response, where the tool kept it."""

from collections.abc import Mapping

from scriptward.sources.har.bytes_kept import decoded
from scriptward.sources.har.fields import text, written


def text_of(content: Mapping[str, object]) -> str:
    """The content as text; empty where it was not kept."""
    kept = written(content.get("text"))
    if text(content.get("encoding")).lower() != "base64":
        return kept
    data = decoded(kept)
    return kept if data is None else data.decode("utf-8", errors="replace")
