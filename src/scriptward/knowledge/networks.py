"""The country of the network that an address belongs to, as one day's table says.

From the IPFire Location database (data/networks.json says day and licence): where a network is
announced and registered, not where a machine stands. A network that is everywhere has one country.
"""

import base64
import sys
import zlib
from array import array
from bisect import bisect_right
from functools import lru_cache
from importlib.resources import files
from ipaddress import IPv4Address, ip_address

import msgspec

_SHORT = 64
"""Bits of an IPv6 address that the table leaves out."""


class _Table(msgspec.Struct, frozen=True):
    version: str
    countries: tuple[str, ...]
    ipv4: tuple[str, str]
    ipv6: tuple[str, str]


def country_of(address: str) -> str | None:
    """Country of an IP address, ISO 3166-1 alpha-2; None where it is not known, or no address."""
    try:
        ip = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = None if isinstance(ip, IPv4Address) else ip.ipv4_mapped
    ip = mapped or ip
    if not ip.is_global:
        return None
    countries, four, six = _columns()
    is_four = isinstance(ip, IPv4Address)
    starts, which = four if is_four else six
    number = which[bisect_right(starts, int(ip) if is_four else int(ip) >> _SHORT) - 1]
    return countries[number - 1] if number else None


def version() -> str:
    """Day of the table, ISO 8601."""
    return _table().version


@lru_cache(maxsize=1)
def _columns() -> tuple[tuple[str, ...], "_Column", "_Column"]:
    table = _table()
    return table.countries, _column(table.ipv4, "I"), _column(table.ipv6, "Q")


_Column = tuple["array[int]", "array[int]"]
"""Where a country begins, and its number from 1; 0 for none."""


def _table() -> _Table:
    text = (files("scriptward.knowledge") / "data" / "networks.json").read_bytes()
    return msgspec.json.decode(text, type=_Table)


def _column(parts: tuple[str, str], size: str) -> _Column:
    starts, which = array(size), array("H")
    starts.frombytes(zlib.decompress(base64.b64decode(parts[0])))
    which.frombytes(zlib.decompress(base64.b64decode(parts[1])))
    if sys.byteorder == "big":
        starts.byteswap()
        which.byteswap()
    return starts, which
