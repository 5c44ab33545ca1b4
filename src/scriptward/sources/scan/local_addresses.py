"""Loopback and private addresses: a page of a public site has no business there.

Addresses are caught by the debugger; names that resolve to one by Chromium's own check of local
network access, which no permission is given for.
"""

import asyncio
import socket
from collections.abc import Iterable, Mapping

from scriptward.lib.domains import host_of, is_local

_HOSTS = (
    "localhost",
    "*.localhost",
    "0.*",
    "127.*",
    "10.*",
    "192.168.*",
    "169.254.*",
    *(f"172.{second}.*" for second in range(16, 32)),
    "[*",
)
PATTERNS = tuple({"urlPattern": f"*://{host}*"} for host in _HOSTS)
"""Requests about which the debugger asks before they leave."""
_REMAPS = ("--host-resolver-rules=", "--host-rules=")
Answer = tuple[str, Mapping[str, object]]
REFUSAL: Answer = ("Fetch.failRequest", {"errorReason": "BlockedByClient"})
GO_ON: Answer = ("Fetch.continueRequest", {})


async def site_is_local(urls: Iterable[str], switches: Iterable[str]) -> bool:
    """Whether the visited site itself lies on such an address, or hosts were mapped by hand."""
    if any(switch.startswith(_REMAPS) for switch in switches):
        return True
    hosts = {host_of(url) for url in urls}
    answers = await asyncio.gather(*map(_resolves_locally, hosts))
    return any(answers)


async def _resolves_locally(host: str) -> bool:
    if is_local(host):
        return True
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(is_local(str(address[4][0])) for address in found)
