"""Rows of data that the wire format of a known pixel tells, also where no value was looked for.

They rest on what the vendor's parameter means, not on a known value: no name, and `inferred`. A
placeholder that a site left in a snippet is nobody's data: a `hint` that says so.
"""

from collections.abc import Callable, Iterable, Iterator

from scriptward.knowledge.pixel import Carried, Hit
from scriptward.lib.domains import host_of
from scriptward.vocabulary.observations import Leak
from scriptward.vocabulary.words import Certainty, DataKind

PLACEHOLDER = "placeholder"
"""The excerpt of such a row."""
_OF_ADDRESS = frozenset({DataKind.URL_PATH, DataKind.URL_QUERY})
_UNTOLD = frozenset({DataKind.COOKIE_ID, DataKind.CLICK_ID, DataKind.DEVICE_ID})
"""Ids of the browser go with every pixel: they would say nothing of one flow against another."""
_ALIKE = {DataKind.EMAIL_HASH: DataKind.EMAIL, DataKind.PHONE_HASH: DataKind.PHONE}


def told(
    hits: Iterable[Hit], *, own: Callable[[str], bool], known: Iterable[Leak]
) -> tuple[Leak, ...]:
    """What a request's hits say that it carried, without what is known of it anyway.

    `own`: whether a host is the site's. `known`: rows found by values and by the page's own words.
    """
    found = {_place(leak) for leak in known if leak.certainty is not Certainty.HINT}
    rows = [_row(each) for hit in hits for each in _of(hit, own)]
    alike = {(row.kind, row.where, row.encoding, row.certainty): row for row in reversed(rows)}
    return tuple(row for row in reversed(alike.values()) if _place(row) not in found)


def _of(hit: Hit, own: Callable[[str], bool]) -> Iterator[Carried]:
    """What is worth a row; an address only where it is one of the site's."""
    host = host_of(hit.page_url)
    foreign = bool(host) and not own(host)
    for each in hit.carried:
        if each.kind not in _UNTOLD and not (foreign and each.kind in _OF_ADDRESS):
            yield each


def _row(carried: Carried) -> Leak:
    parameter = carried.parameter
    return Leak(
        kind=carried.kind,
        name=None,
        where=parameter.where,
        path=parameter.path,
        encoding=parameter.layers,
        certainty=Certainty.HINT if carried.placeholder else Certainty.INFERRED,
        excerpt=PLACEHOLDER if carried.placeholder else "",
    )


def _place(leak: Leak) -> tuple[DataKind, str]:
    return _ALIKE.get(leak.kind, leak.kind), leak.where.value
