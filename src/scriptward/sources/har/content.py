"""The text of a response, where the tool kept it."""

import base64
import binascii

from scriptward.sources.har.exchange import Exchange
from scriptward.sources.har.fields import text


def text_of(exchange: Exchange) -> str:
    """The content as text; empty where it was not kept."""
    kept = text(exchange.content.get("text"))
    if text(exchange.content.get("encoding")).lower() != "base64":
        return kept
    try:
        return base64.b64decode(kept, validate=True).decode("utf-8", errors="replace")
    except (binascii.Error, ValueError):
        return kept
