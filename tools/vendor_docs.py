"""The page of known vendors, docs/vendors.md: by what each product of the vendor table is told."""

from collections.abc import Iterator
from pathlib import Path

from scriptward.knowledge.entities import recipient_of
from scriptward.knowledge.format_owner import vendor_of
from scriptward.knowledge.hits import room as pixels
from scriptward.knowledge.host_rows import VendorRow, vendor_rows
from scriptward.knowledge.signed_code import room as signs

OWNS = "docs/vendors.md"
_HEAD = """# Vendors

The products of the vendor table and what tells them. `host`: the address it is served from or
sends to. `request`: the format of what it sends, and `code`: texts in its script; these two tell
it behind the site's own host as well, where a tag gateway or a proxy puts it
([decision 0012](decisions/0012-vendors-behind-the-sites-own-host.md)). What else is known of the
requests is in [pixels](pixels.md).

"""


def render() -> dict[Path, str]:
    """The page; the same knowledge gives the same bytes."""
    known = {row.id: told_by(row) for row in vendor_rows()}
    some = sum(map(bool, known.values()))
    hidden = sum(bool(set(ways) - {"host"}) for ways in known.values())
    lines = [
        f"Told by anything: {some} of {len(known)} products; behind the site's own host: {hidden}.",
        "",
        "| product | entity | category | told by |",
        "|---|---|---|---|",
        *(
            f"| {row.product} | {row.entity} | {row.category} | {', '.join(known[row.id])} |"
            for row in vendor_rows()
        ),
        "",
    ]
    return {Path(OWNS): _HEAD + "\n".join(lines)}


def told_by(row: VendorRow) -> tuple[str, ...]:
    """What tells a product: some of `host`, `request`, `code`."""
    product = (row.entity, row.product)
    signed = [name for name, pixel in pixels().items() if pixel.signatures]
    by_request = {(vendor_of(pixel).entity, vendor_of(pixel).product) for pixel in signed}
    owners = (recipient_of(one.host, path=one.path) for one in signs().values())
    by_code = {(owner.entity, owner.product) for owner in owners}
    ways = {
        "host": product in set(_served(row)),
        "request": product in by_request,
        "code": product in by_code,
    }
    return tuple(way for way, tells in ways.items() if tells)


def _served(row: VendorRow) -> Iterator[tuple[str, str]]:
    """Who is behind the row's own addresses, by what the whole table says of them."""
    for host in row.hosts:
        for path in ("", *row.paths):
            owner = recipient_of(host.replace("*", "x1"), path=path.replace("*", "x"))
            yield owner.entity, owner.product
