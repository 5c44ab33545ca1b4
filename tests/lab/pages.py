"""The lab's pages: parts in an order drawn by a seed, and what each is to send."""

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.lab.parts import ACCESSORS, CALLERS, HOST, MAKER, SDKS, SENDERS, TOOLS, WRAPPERS, Part

CHANNELS = (
    *("fetch", "fetch-request", "fetch-keepalive", "fetch-kept", "xhr", "beacon", "image"),
    *("eventsource", "form", "websocket", "script", "frame", "preload", "prefetch", "markup"),
    *("import", "style", "axios", "jquery"),
)
USUAL = [
    "fetch",
    "fetch-request",
    "fetch-kept",
    "xhr",
    "beacon",
    "image",
    "script",
    "axios",
    "jquery",
    "websocket",
]
"""Channels that are gone to in every way."""
WAYS = (
    *("direct", "timer", "promise", "await", "frame", "idle", "mutation", "event", "channel"),
    *("message", "xhr-load", "fetch-then", "image-load"),
)
MADE = (
    *("eval", "eval-late", "function", "string-timer", "inline", "inline-late", "inline-named"),
    *("module", "fragment", "handler", "blob", "data", "address"),
)
MADE_CHANNELS = ("fetch", "xhr", "beacon", "image")
BARE = ("timer", "then", "each", "bound", "frame")
READ = ("field", "storage", "session", "cookie", "form")
CALLED = ("direct", "timer", "promise", "event", "channel")
_HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lab</title>'


@dataclass(frozen=True, kw_only=True)
class LabPage:
    """One page: who is on it, in which order, and the plan that they read."""

    name: str
    order: tuple[str, ...]
    plan: Mapping[str, object] = field(repr=False)

    @property
    def url(self) -> str:
        """Where it is visited."""
        return f"https://{HOST}/{self.name}"

    def html(self, parts: Mapping[str, Part]) -> str:
        """The document: parts as classic scripts, every third of them in the body."""
        tags = [
            f'<script src="{parts[name].url}" data-name="{name}"></script>' for name in self.order
        ]
        cut = len(tags) * 2 // 3
        plan = f"<script>window.plan = {json.dumps(self.plan)};</script>"
        icon = '<link rel="icon" href="data:,">'
        head, body = "".join(tags[:cut]), "".join(tags[cut:])
        form = '<form><label>E-mail <input id="email" name="email" type="email"></label></form>'
        return f"{_HEAD}{icon}{plan}{head}</head><body><h1>Lab</h1>{form}{body}</body></html>"


def shuffled(seed: int, *, share: float = 1.0) -> LabPage:
    """Everybody at once, in an order of the seed. `share`: how many of the cases are kept."""
    return _page(f"all-{seed}", seed, (*WRAPPERS, *SDKS), share)


def alone(wrapper: str, seed: int, *, share: float = 1.0) -> LabPage:
    """One wrapper, or none for the empty name."""
    return _page(f"{wrapper or 'none'}-{seed}", seed, (wrapper,) if wrapper else (), share)


def _page(name: str, seed: int, others: Iterable[str], share: float) -> LabPage:
    dice = random.Random(name)  # noqa: S311  # repeatable, no secret
    order = [*others, *SENDERS, *CALLERS, MAKER, ACCESSORS, *TOOLS]
    dice.shuffle(order)

    def kept(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
        chosen = [row for row in rows if dice.random() < share]
        dice.shuffle(chosen)
        return chosen

    plan = {
        "senders": {
            sender: kept(
                [(channel, way) for channel in USUAL for way in WAYS]
                + [(channel, "direct") for channel in CHANNELS if channel not in USUAL]
            )
            for sender in SENDERS
        },
        "reads": {sender: kept((what, way) for what in READ for way in WAYS) for sender in SENDERS},
        "callers": {
            caller: kept(
                (sender, channel, way)
                for sender in SENDERS
                for channel in ("fetch", "xhr", "beacon", "image")
                for way in CALLED
            )
            for caller in CALLERS
        },
        "tracked": {
            caller: [sdk for sdk in SDKS if sdk in order and hash_of(seed, sdk) % 3 != index]
            for index, caller in enumerate(CALLERS)
        },
        "made": [
            *((kind, dice.choice(MADE_CHANNELS)) for kind in MADE),
            *kept((kind, channel) for kind in MADE for channel in MADE_CHANNELS),
        ],
        "bare": list(BARE),
        "leaving": list(SENDERS),
        "workers": True,
    }
    return LabPage(name=name, order=tuple(order), plan=plan)


def hash_of(seed: int, name: str) -> int:
    """A number that differs by seed and name and is the same in every run."""
    return random.Random(f"{seed} {name}").randrange(1_000)  # noqa: S311  # as above
