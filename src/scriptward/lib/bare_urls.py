"""Addresses without what may name a person: origin and path, identifier-like parts masked.

Home-made: no library knows which part of an address is an identifier. It recognises shapes
(e-mail, UUID, long digits, tokens), so a plain word in a path, such as a surname, stays.
"""

import re
from urllib.parse import unquote, urlsplit

from scriptward.lib.domains import is_address, registrable

MOST = 300
"""Characters of an address that are kept."""
_PLAIN_SCHEMES = frozenset({"http", "https", "ws", "wss"})
_OTHER_SCHEMES = frozenset(
    {"data", "blob", "about", "javascript", "file", "filesystem", "mediastream", "mailto", "tel"}
    | {"chrome-extension", "moz-extension", "safari-web-extension"}
)
_UNSEEN = re.compile(
    r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]"
)
_UUID = re.compile(
    r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.IGNORECASE
)
_DIGITS_IN_A_ROW = re.compile(r"\d{5}")
_MOST_DIGITS = 6
_TOKEN = re.compile(
    r"(?=[A-Za-z_=+~]*[0-9])(?=[0-9_=+~]*[A-Za-z])[A-Za-z0-9_=+~]{16,}|[A-Za-z0-9_=+~]{40,}"
)


def bare_url(url: str) -> str:
    """Origin and masked path of a URL, at most `MOST` characters.

    Query, fragment and user are left out. Of a scheme that is not of the web only the scheme
    stays (`data:`); what is no URL gives an empty text.
    """
    try:
        parts = urlsplit(_UNSEEN.sub("", url[: 4 * MOST]))
        port = f":{parts.port}" if parts.port else ""
        host = bare_host(parts.hostname or "")
    except ValueError:
        return ""
    if parts.scheme not in _PLAIN_SCHEMES:
        return f"{parts.scheme}:" if parts.scheme in _OTHER_SCHEMES else ""
    if not host:
        return ""
    return f"{parts.scheme}://{host}{port}{bare_path(parts.path)}"[:MOST]


def bare_path(path: str) -> str:
    """A path with every identifier-like segment masked; query and fragment left out."""
    path = _UNSEEN.sub("", path[: 4 * MOST]).partition("?")[0].partition("#")[0]
    return "/".join(map(bare_part, path.split("/")))[:MOST] or "/"


def bare_host(host: str) -> str:
    """A host whose labels before the registrable domain are masked where they look like ids."""
    host = _UNSEEN.sub("", host.lower().rstrip("."))[:253]
    if is_address(host):
        return f"[{host}]" if ":" in host else host
    domain = registrable(host)
    labels = host.removesuffix(domain).split(".")
    return ".".join(map(bare_part, labels)) + domain


def bare_part(part: str) -> str:
    """One segment or name: itself, or `[email]` or `[id]` where it looks like one."""
    text = unquote(unquote(part))
    if "@" in text:
        return "[email]"
    digits = sum(character.isdigit() for character in text)
    if digits > _MOST_DIGITS or any(r.search(text) for r in (_UUID, _DIGITS_IN_A_ROW, _TOKEN)):
        return "[id]"
    return part
