"""What the site's own hosts are called in the DNS besides: a vendor may be behind one of them.

Only names are asked for that the browser itself reached at a public address, by the system's own
resolver: a name of a test site, one that rules map elsewhere or that a proxy looked up stays here.
"""

import asyncio
import os
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from ipaddress import ip_address

from scriptward.lib.domains import host_of, is_address, same_site
from scriptward.vocabulary.capture import Capture, RawPage, Sending

Resolve = Callable[[str], tuple[str, list[str], list[str]]]
"""As `socket.gethostbyname_ex`: canonical name, the names before it, addresses; or OSError."""
Aliases = tuple[tuple[str, tuple[str, ...]], ...]

MOST = 60
_AT_ONCE = 8
WITHIN = 4.0
"""Seconds for all of them; the browser has just asked the same, so that most are known."""

_MAPPED = ("--host-resolver-rules=", "--host-rules=")
_PROXIES = ("--proxy-server=", "--proxy-pac-url=", "--proxy-auto-detect")
_VARIABLES = frozenset({"http_proxy", "https_proxy", "all_proxy"})


async def with_aliases(capture: Capture, switches: Iterable[str]) -> Capture:
    """The capture with what was learned from the DNS. `switches`: the browser's."""
    if any(switch.startswith(_MAPPED) for switch in switches):
        return capture
    hosts = askable(capture.pages, capture.sendings)
    return replace(capture, aliases=await aliases_of(hosts)) if hosts else capture


def by_proxy(switches: Iterable[str]) -> bool:
    """Whether a proxy makes the browser's connections, so that their address is the proxy's."""
    told = any(switch.startswith(_PROXIES) for switch in switches)
    return told or any(os.environ.get(name) for name in os.environ if name.lower() in _VARIABLES)


def askable(pages: Iterable[RawPage], sendings: Iterable[Sending]) -> tuple[str, ...]:
    """Hosts of the visited sites, those of the pages themselves left out."""
    shown = {host_of(page.url) for page in pages}
    found: dict[str, None] = {}
    for sending in sendings:
        host = host_of(sending.request.url)
        own = host and host not in shown and any(same_site(host, site) for site in shown)
        if own and not is_address(host) and _is_public(sending.remote_address):
            found[host] = None
    return tuple(found)[:MOST]


async def aliases_of(
    hosts: Iterable[str], resolve: Resolve = socket.gethostbyname_ex, within: float = WITHIN
) -> Aliases:
    """Further names of those that have some, the canonical one last; who doesn't answer has none.

    `within`: seconds.
    """
    hosts = tuple(hosts)
    if not hosts:
        return ()
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="aliases")
    asked = {host: loop.run_in_executor(pool, _names, resolve, host) for host in hosts}
    done, _ = await asyncio.wait(asked.values(), timeout=within)
    pool.shutdown(wait=False, cancel_futures=True)
    answers = ((host, task.result()) for host, task in asked.items() if task in done)
    return tuple((host, names) for host, names in answers if names)


def _names(resolve: Resolve, host: str) -> tuple[str, ...]:
    try:
        canonical, before, _ = resolve(host)
    except (OSError, UnicodeError):
        return ()
    names = dict.fromkeys(name.lower().rstrip(".") for name in (*before, canonical))
    return tuple(name for name in names if name and name != host.lower().rstrip("."))


def _is_public(address: str) -> bool:
    try:
        return ip_address(address.strip("[]")).is_global
    except ValueError:
        return False
