"""Hosts and registrable domains, by the Public Suffix List (publicsuffix.org, package date)."""

import ipaddress
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from publicsuffixlist import PSLFILE, PublicSuffixList


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def host_of(url: str) -> str:
    """Host of a URL in lower case, without port; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=65_536)
def registrable(host: str) -> str:
    """The domain somebody registered: `www.a.co.uk` → `a.co.uk`. IPs and single labels as is."""
    if not host or is_address(host):
        return host
    return _suffixes().privatesuffix(host) or host


def same_site(host: str, other: str) -> bool:
    """Whether both belong to one registrable domain."""
    return bool(host) and registrable(host) == registrable(other)


def apart_below(domain: str) -> tuple[str, ...]:
    """Names below a registrable domain that belong to others, as other public suffixes lie there.

    `name` is that host alone, `.name` every host below it.
    """
    found: set[str] = set()
    for line in Path(PSLFILE).read_text("utf-8").splitlines():
        rule = line.partition(" ")[0].lower().lstrip("!")
        suffix = rule.removeprefix("*.")
        if not rule.startswith("//") and suffix.endswith(f".{domain}"):
            found |= {f".{suffix}"} if suffix != rule else {suffix, f".{suffix}"}
    return tuple(sorted(found))


def is_address(host: str) -> bool:
    """Whether the host is an IP address."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_local(host: str) -> bool:
    """Whether the host is a loopback, private or link-local address, or `localhost`."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or address.is_private or address.is_link_local
