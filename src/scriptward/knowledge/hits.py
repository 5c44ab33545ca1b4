"""Decodes requests of pixels: who was told what about which page, by the vendor's wire format.

A request to a vendor's own host is that vendor's; any other one is told by its parameters, so a
site's own proxy or CNAME makes no difference. Pure; never raises, whatever the bytes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from scriptward.knowledge import pixels
from scriptward.knowledge.bag import Bag, Parameter
from scriptward.knowledge.pixel import IDS, Carried, Hit, Pixel
from scriptward.knowledge.placeholders import is_hash, is_placeholder
from scriptward.knowledge.wire import Wire, wire_of
from scriptward.lib.found import found
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import DataKind

_MOST_HITS = 200
_MOST_CARRIED = 100
"""Parameters of one event whose meaning is told; the rest is in `parameters` only."""
_LONGEST = 2_000
_SHORTEST_ID = 4
"""A shorter one is a flag or the word for none (`N`, `0`)."""
_HASHED = {DataKind.EMAIL: DataKind.EMAIL_HASH, DataKind.PHONE: DataKind.PHONE_HASH}
_PARTS = re.compile(r"[~.,|:;]")
_PHONE = re.compile(r"\+?[\d\s().-]{7,30}")


@lru_cache(maxsize=1)
def room() -> dict[str, Pixel]:
    """Every pixel by name."""
    return found(pixels, Pixel)


def decode(request: Request) -> tuple[Hit, ...]:
    """The events a pixel sent in a request; empty where it is no format that is known."""
    if request.method.upper() == "OPTIONS":
        return ()  # a preflight asks whether the event may be sent
    wire = wire_of(request)
    at_home = tuple(islice(_at_home(wire), _MOST_HITS))
    return at_home or tuple(islice(_by_signs(wire), _MOST_HITS))


def once(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits of a visit or a capture without copies that a vendor's script sends of its own."""
    hits = tuple(hits)
    known = {hit.twin for hit in hits if not hit.mirror}
    kept = []
    for hit in hits:
        if hit.mirror and hit.twin:
            if hit.twin in known:
                continue
            known.add(hit.twin)
        kept.append(hit)
    return tuple(kept)


def _at_home(wire: Wire) -> Iterator[Hit]:
    place = f"{wire.host}{wire.path}"
    loads = bool(_loaders().match(place))
    at_home = {pixel.name for host in _suffixes(wire.host) for pixel in _by_host().get(host, ())}
    for pixel in room().values():
        if pixel.name in at_home and re.match(pixel.path, wire.path):
            yield from (_hit(pixel, wire, bag, own_host=True) for bag in pixel.read(wire))
        elif loads and pixel.loads and (loader := re.match(pixel.loads, place)):
            yield _loaded(pixel, wire, loader.groupdict().get("account") or "")


@lru_cache(maxsize=1)
def _by_host() -> dict[str, tuple[Pixel, ...]]:
    hosts = {host for pixel in room().values() for host in pixel.hosts}
    return {host: tuple(p for p in room().values() if host in p.hosts) for host in hosts}


@lru_cache(maxsize=1)
def _loaders() -> re.Pattern[str]:
    """Fits where some pixel's `loads` does: most requests are none, and asked once."""
    patterns = (pixel.loads for pixel in room().values() if pixel.loads)
    return re.compile("|".join(patterns).replace("(?P<account>", "(?:"))


def _suffixes(host: str) -> Iterator[str]:
    """The host and every domain it is below: `a.b.c`, `b.c`, `c`."""
    while host:
        yield host
        host = host.partition(".")[2]


def _by_signs(wire: Wire) -> Iterator[Hit]:
    fitting = [(weight, pixel, bags) for weight, pixel, bags in _signed(wire)]
    if fitting:
        _, pixel, bags = max(fitting, key=lambda fit: fit[0])
        yield from (_hit(pixel, wire, bag, own_host=False) for bag in bags)


def _signed(wire: Wire) -> Iterator[tuple[int, Pixel, list[Bag]]]:
    sent = (parameter for bag in (wire.address, *wire.lines) for parameter in bag.parameters)
    names = frozenset(parameter.name.rpartition(".")[2] for parameter in sent)
    for pixel in _likely(names, wire.path):
        weighed = [(pixel.weight(wire, bag), bag) for bag in pixel.read(wire)]
        if any(weight for weight, _ in weighed):
            bags = [bag for weight, bag in weighed if weight]
            yield max(weight for weight, _ in weighed), pixel, bags


def _likely(names: frozenset[str], path: str) -> tuple[Pixel, ...]:
    """Pixels of which a signature may fit: a quick look. `names`: last steps of all names."""
    by_mark, by_path = _by_mark(), _by_path()
    marks = (each for name in names & by_mark.keys() for each in by_mark[name])
    likely = {pixel for needed, pixel in marks if needed <= names}
    if by_path.search(path):
        likely |= {
            pixel.name
            for pixel in room().values()
            if any(re.search(pattern, path) for pattern in pixel.paths)
        }
    return tuple(pixel for name, pixel in room().items() if name in likely) if likely else ()


@lru_cache(maxsize=1)
def _by_mark() -> dict[str, list[tuple[frozenset[str], str]]]:
    """Marks of signatures and their pixel, by the longest, which is the least seen elsewhere."""
    found: dict[str, list[tuple[frozenset[str], str]]] = {}
    for pixel in room().values():
        for marks in pixel.marks:
            found.setdefault(max(sorted(marks), key=len), []).append((marks, pixel.name))
    return found


@lru_cache(maxsize=1)
def _by_path() -> re.Pattern[str]:
    """Fits where some pixel's signature by the path alone does."""
    return re.compile("|".join(path for pixel in room().values() for path in pixel.paths))


def _loaded(pixel: Pixel, wire: Wire, account: str) -> Hit:
    return Hit(
        pixel=pixel.name,
        product=pixel.product,
        account=account or wire.bag.text(*pixel.account),
        event="load",
        page_url="",
        title="",
        referrer="",
        carried=(),
        parameters=wire.bag.parameters,
        own_host=True,
    )


def _hit(pixel: Pixel, wire: Wire, bag: Bag, *, own_host: bool) -> Hit:
    page = bag.first(*pixel.page_url)
    mirror = pixel.mirror and re.search(pixel.mirror, f"{wire.host}{wire.path}")
    values = tuple(bag.text(name) for name in pixel.same)
    return Hit(
        pixel=pixel.name,
        product=pixel.product,
        account=bag.text(*pixel.account)[:_LONGEST],
        event=bag.text(*pixel.event)[:_LONGEST] or pixel.default_event,
        page_url=page.value if page else "",
        title=bag.text(*pixel.title),
        referrer=bag.text(*pixel.referrer),
        carried=tuple(islice(_carried(pixel, bag, page), _MOST_CARRIED)),
        parameters=bag.parameters,
        own_host=own_host,
        unread=wire.unread,
        mirror=bool(mirror),
        twin=(pixel.name, *values) if any(values) else (),
    )


def _carried(pixel: Pixel, bag: Bag, page: Parameter | None) -> Iterator[Carried]:
    if page:
        yield from (Carried(kind=kind, parameter=page) for kind in _of_address(page.value))
    title = bag.first(*pixel.title)
    if title:
        yield Carried(kind=DataKind.PAGE_TITLE, parameter=title)
    for kind, names in pixel.carries.items():
        for name in names:
            for parameter in bag.all(name):
                yield from _meant(kind, parameter if "*" not in name else _called(parameter, name))


def _of_address(url: str) -> Iterator[DataKind]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    if len(parts.path) > 1:
        yield DataKind.URL_PATH
    if parse_qsl(parts.query):  # those without a value are left out
        yield DataKind.URL_QUERY


def _called(parameter: Parameter, name: str) -> Parameter:
    """The same under the vendor's name, since labels and entries may stand in its own."""
    return replace(parameter, path=parameter.path.removesuffix(parameter.name) + name)


def _meant(kind: DataKind, parameter: Parameter) -> Iterator[Carried]:
    """What a parameter of that kind really holds; nothing where it holds no such thing."""
    value = parameter.value[:_LONGEST]
    pieces = (value, *islice(_PARTS.split(value), 50))
    if kind in _HASHED and any(map(is_hash, pieces)):
        unfilled = all(is_placeholder(piece) for piece in pieces if is_hash(piece))
        yield Carried(kind=_HASHED[kind], parameter=parameter, placeholder=unfilled)
    elif is_placeholder(value):
        yield Carried(kind=kind, parameter=parameter, placeholder=True)
    elif _plausible(kind, value):
        yield Carried(kind=kind, parameter=parameter)


def _plausible(kind: DataKind, value: str) -> bool:
    if kind is DataKind.EMAIL:
        return "@" in value
    if kind is DataKind.PHONE:
        return bool(_PHONE.fullmatch(value.strip()))
    return kind not in IDS or len(value) >= _SHORTEST_ID
