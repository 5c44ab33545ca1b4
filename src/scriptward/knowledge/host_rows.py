"""What is known of hosts: rows of our vendor table, our host facts, and third-party-web's table."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from scriptward.vocabulary.observations import Owner

_NOTE = re.compile(r"\s")
_LONGEST_HOST = 255
_HOST = re.compile(r"[a-z0-9*_-]+(\.[a-z0-9*_-]+)+")

SHARED = frozenset(
    {
        "google.com",
        "facebook.com",
        "linkedin.com",
        "youtube.com",
        "cloudflare.com",
        "salesforce.com",
        "amazonaws.com",
        "cloudfront.net",
        "akamaihd.net",
        "gstatic.com",
        "googleapis.com",
    }
)
"""Hosts of many products: a row for one of them needs its path as well."""


@dataclass(frozen=True, slots=True)
class HostRow:
    """One host of one product."""

    host: str
    """Suffix on a label boundary; `*` stands for one label or a part of it."""
    owner: Owner
    path: re.Pattern[str] | None = None
    """Signature of the product's addresses; None where none is known."""
    own: bool = True
    """From our tables, which overrule third-party-web's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VendorRow:
    """One product of the vendor table."""

    id: str
    entity: str
    product: str
    category: str
    hosts: tuple[str, ...]
    """Its hosts; notes such as `first-party` are left out."""
    paths: tuple[str, ...]
    """Beginnings of its addresses, and notes."""


@lru_cache(maxsize=1)
def rows() -> dict[str, tuple[HostRow, ...]]:
    """`{host without its wildcard labels: rows}`; our own rows stand before others'."""
    found: dict[str, list[HostRow]] = {}
    for row in (*_vendors(), *_host_facts(), *_third_party_web()):
        found.setdefault(_suffix(row.host), []).append(row)
    return {host: tuple(group) for host, group in found.items()}


@lru_cache(maxsize=4_096)
def lists_of(host: str) -> tuple[str, ...]:
    """What the tables say a host's products are for: `scriptward: ads`, `third-party-web: ads`."""
    suffix, found = host[:_LONGEST_HOST].lower().rstrip("."), set[str]()
    while "." in suffix:
        for row in rows().get(suffix, ()):
            if row.owner.category:
                found.add(f"{'scriptward' if row.own else 'third-party-web'}: {row.owner.category}")
        if found:
            break
        suffix = suffix.partition(".")[2]
    return tuple(sorted(found))


def _suffix(host: str) -> str:
    return host.rpartition("*")[2].partition(".")[2] if "*" in host else host


def _vendors() -> Iterator[HostRow]:
    for row in vendor_rows():
        owner = Owner(entity=row.entity, product=row.product, category=row.category)
        path = _signature(row.paths)
        for host in row.hosts:
            yield HostRow(host, owner, path)


def vendor_rows() -> tuple[VendorRow, ...]:
    """Our vendor table, a row for each product."""
    return tuple(
        VendorRow(
            id=row["id"],
            entity=row["entity"],
            product=row["product"],
            category=row["category"],
            hosts=tuple(host for host in row["hosts"].split(",") if _HOST.fullmatch(host)),
            paths=tuple(row["paths"].split(",")),
        )
        for row in _table("vendors.tsv")
    )


def _host_facts() -> Iterator[HostRow]:
    for row in _table("hosts.tsv"):
        owner = Owner(entity=row["entity"], product=row["product"], category=row["category"])
        yield HostRow(row["host"], owner)


def _third_party_web() -> Iterator[HostRow]:
    table = json.loads(_text("third_party_web.json"))
    for entity, product, category, domains in table["entities"]:
        owner = Owner(entity=entity, product=product, category=category)
        for domain in domains:
            yield HostRow(domain, owner, own=False)


def _signature(paths: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for the beginnings in a vendor's row; a `/` at an end may be missing."""
    parts = [_beginning(path) for path in paths if path.startswith("/") and not _NOTE.search(path)]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _beginning(path: str) -> str:
    escaped = re.escape(path.rstrip("/")).replace(r"\*", r"[^/]*")
    return escaped if path.endswith((";", "*")) else rf"{escaped}(?=[/;.?]|$)"


def _table(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(_text(name)), delimiter="\t", quoting=csv.QUOTE_NONE)


def _text(name: str) -> str:
    return (files("scriptward.knowledge") / "data" / name).read_text("utf-8")
