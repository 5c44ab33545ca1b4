"""Names of recipients and owners as rules write them."""

import re
from functools import lru_cache

_OTHER = re.compile(r"[^a-z0-9.]+")


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """A name as rules write it: `Google Analytics 4` → `google-analytics-4`."""
    return _OTHER.sub("-", text.lower()).strip("-.")
