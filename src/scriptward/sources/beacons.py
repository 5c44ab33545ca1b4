"""Beacons of the live sensor: one JSON batch a page view, made into sightings.

Whatever the sender wrote, only words of ours, bare addresses and masked names come out.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import msgspec

from scriptward.knowledge.field_kinds import kind_of_field
from scriptward.lib.bare_urls import bare_part, bare_path, bare_url
from scriptward.lib.domains import host_of
from scriptward.store.arrival import Arrival, Found, Sighting
from scriptward.store.delta import Behaviour, BehaviourKind
from scriptward.vocabulary import sensor
from scriptward.vocabulary.words import Certainty, DataKind, Encoding, PageClass, Where

MOST_BYTES = 64 * 1024
_MOST_BEHAVIOURS = 500
_MOST_TIMES = 100_000
_MOST_NAME = 100
_MOST_FOUND = 20
_DEEPEST = 12
_KINDS = {
    "send": BehaviourKind.SEND,
    "load": BehaviourKind.LOAD,
    "read": BehaviourKind.READ,
    "block": BehaviourKind.BLOCK,
    "scrub": BehaviourKind.SCRUB,
    "mask": BehaviourKind.MASK,
}
_READINGS = frozenset({BehaviourKind.READ, BehaviourKind.MASK})
_CAPABILITIES = (
    *("geolocation", "clipboard", "camera", "microphone", "payment", "notifications", "sensors"),
    *("usb", "bluetooth", "serial", "midi"),
)
_NO_ADDRESS = frozenset(
    ("inline", "eval", "wasm-eval", "data", "blob", "trusted-types-sink", *_CAPABILITIES)
)
"""Refused without an address: by the browser (CSP Level 3, section 2.4), and capabilities."""
_ID = re.compile(r"[0-9a-f]{32}\Z")
_HASH = re.compile(r"sha256:[0-9a-f]{64}\Z")
_API = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,39}\Z")
_READ_FROM = frozenset({"field", "cookie", "storage", "dom"})

_HASHED = {DataKind.EMAIL: DataKind.EMAIL_HASH, DataKind.PHONE: DataKind.PHONE_HASH}
_PLACES = frozenset(Where) - {Where.COOKIE, Where.FRAME}
_SEEN = frozenset(
    {
        Certainty.OBSERVED_PLAIN,
        Certainty.OBSERVED_DECODED,
        Certainty.OBSERVED_HASH_MATCH,
        Certainty.OBSERVED_PARTIAL,
    }
)

_decoder = msgspec.json.Decoder(sensor.Batch)


class BeaconError(ValueError):
    """Bytes that are no batch of the sensor, or one of another site or version."""


def arrival(body: bytes, *, site: str, page_class: Callable[[str], PageClass]) -> Arrival:
    """The sightings of one beacon. `page_class`: what a path is for. Raises BeaconError.

    `site`: host the beacon was sent for; the batch must be of the same.
    """
    batch = _decoded(body)
    if batch.v != 1 or not _ID.match(batch.id) or bare_site(batch.site) != site:
        raise BeaconError("not a batch of this site and version")
    kind_of_page = page_class(bare_path(batch.page))
    return Arrival(
        site=site,
        id=batch.id,
        sightings=tuple(_sightings(batch, site, kind_of_page)),
        lost=min(max(batch.lost, 0), _MOST_TIMES)
        + max(0, len(batch.behaviours) - _MOST_BEHAVIOURS),
    )


def bare_site(host: str) -> str:
    """A site's host as it is compared: lower case, without port or trailing dot."""
    return host.strip().lower().partition(":")[0].rstrip(".")


def _decoded(body: bytes) -> sensor.Batch:
    if len(body) > MOST_BYTES:
        raise BeaconError("too large")
    try:
        return _decoder.decode(body)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise BeaconError("not a batch") from error


def _sightings(batch: sensor.Batch, site: str, page_class: PageClass) -> Iterator[Sighting]:
    for seen in batch.behaviours[:_MOST_BEHAVIOURS]:
        kind = _KINDS.get(seen.kind)
        if kind is None or not _API.match(seen.api):
            continue
        reading = kind in _READINGS
        target, recipient = (_read_target if reading else _place)(seen.target)
        if kind is BehaviourKind.BLOCK and seen.target in _NO_ADDRESS:
            target = seen.target
        if not target:
            continue
        sent = () if reading else tuple(_found(seen.data))
        yield Sighting(
            behaviour=Behaviour(
                site=site,
                page_class=page_class,
                kind=kind,
                api=seen.api,
                script=seen.script if _HASH.match(seen.script) else _place(seen.script)[0],
                target=target,
                recipient=recipient,
                data=",".join(sorted({one.kind for one in sent})),
            ),
            n=min(max(seen.n, 1), _MOST_TIMES),
            found=sent,
            unread=min(max(seen.unread, 0), _MOST_TIMES),
        )


def _found(data: Iterable[sensor.Datum]) -> Iterator[Found]:
    """What was typed and sent, in our words; rows with any other word are left out."""
    for datum in tuple(data)[:_MOST_FOUND]:
        try:
            where, certainty = Where(datum.where), Certainty(datum.certainty)
            encoding = tuple(map(Encoding, datum.encoding[:_DEEPEST]))
        except ValueError:
            continue
        if where not in _PLACES or certainty not in _SEEN:
            continue
        said = datum.field[:_MOST_NAME]
        kind = kind_of_field(type="", name=said, autocomplete="", label="") or DataKind.FREE_TEXT
        if certainty is Certainty.OBSERVED_HASH_MATCH:
            kind = _HASHED.get(kind, kind)
        yield Found(kind=kind, where=where, encoding=encoding, certainty=certainty)


@lru_cache(maxsize=16_384)
def _place(url: str) -> tuple[str, str]:
    """Bare address and host; remembered, since a site's pages say the same ones again and again."""
    bare = bare_url(url)
    return bare, host_of(bare)


@lru_cache(maxsize=4_096)
def _read_target(target: str) -> tuple[str, str]:
    place, _, name = target.partition(":")
    if place not in _READ_FROM:
        return "", ""
    plain = "".join(character for character in name[:_MOST_NAME] if character.isprintable())
    return f"{place}:{bare_part(plain)}", ""
