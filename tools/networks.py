"""Writes knowledge/data/networks.json: the country of each network, for a day.

`python -m tools.networks GEOIP GEOIP6` takes the two files of Debian's package tor-geoipdb (IPFire
Location database as Tor's tool writes it). They are too large to lie here, so this is run by hand
and no generator of `tools.gen`.
"""

import base64
import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from ipaddress import IPv6Address
from pathlib import Path

TO = Path("src/scriptward/knowledge/data/networks.json")
NOWHERE = frozenset({"??", "EU", "AP", "ZZ", "UN", "AB", "OS"})
"""No country: unknown, a whole part of the world, or no code of ISO 3166-1."""
SHORT = 64
"""Bits that are left out of an IPv6 address: a network is no smaller."""


def main(words: list[str]) -> int:
    """Write the table of the two files; give the exit status."""
    if len(words) != 2:  # noqa: PLR2004  # the two files
        print("usage: python -m tools.networks GEOIP GEOIP6", file=sys.stderr)
        return 2
    four, six = (Path(word).read_text("utf-8").splitlines() for word in words)
    countries = sorted({row[2] for row in (*_ranges(four), *_ranges(six))})
    table = {
        "source": "IPFire Location database, as in Debian's tor-geoipdb",
        "version": _day(four),
        "licence": "CC BY-SA 4.0, see LICENSE.networks.txt",
        "changes": "IPv6 networks cut to 64 bits; neighbours of one country joined; packed",
        "countries": countries,
        "ipv4": _packed(_ranges(four), "I", countries),
        "ipv6": _packed(
            ((start >> SHORT, end >> SHORT, at) for start, end, at in _ranges(six)), "Q", countries
        ),
    }
    TO.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    return 0


def _day(lines: Iterable[str]) -> str:
    made = next(line for line in lines if line.startswith("# Generated:"))
    return parsedate_to_datetime(made.partition(": ")[2]).date().isoformat()


def _ranges(lines: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    for line in lines:
        if line and not line.startswith("#"):
            start, end, country = line.split(",")
            if country not in NOWHERE and country.isalpha():
                yield _number(start), _number(end), country


def _number(text: str) -> int:
    return int(IPv6Address(text)) if ":" in text else int(text)


def _packed(ranges: Iterable[tuple[int, int, str]], size: str, countries: list[str]) -> list[str]:
    """Where a country begins, and which (0: none), each as base64 of zlib, least byte first."""
    starts, which, last = array(size), array("H"), -1
    for start, end, country in sorted(ranges):
        number = countries.index(country) + 1
        if start <= last:
            continue
        if start > last + 1 or not starts:
            starts.append(last + 1)
            which.append(0)
        if which[-1] != number:
            starts.append(start)
            which.append(number)
        last = end
    if last < 2 ** (8 * starts.itemsize) - 1:
        starts.append(last + 1)
        which.append(0)
    if sys.byteorder == "big":
        starts.byteswap()
        which.byteswap()
    return [base64.b64encode(zlib.compress(part.tobytes(), 9)).decode() for part in (starts, which)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
