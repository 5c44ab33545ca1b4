"""Tags of a container, each with its triggers, its addresses and what it reaches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from scriptward.knowledge.container.code import reaches_of_code
from scriptward.knowledge.container.html import Html, addresses_in, parsed
from scriptward.knowledge.container.kinds import ACCOUNTS, EVENTS, kind_of
from scriptward.knowledge.container.rules import Rules, zone_conditions
from scriptward.knowledge.container.templates import Template
from scriptward.knowledge.container.values import Digests, Values, listed, mapped, texts_in
from scriptward.knowledge.container.variables import Variables
from scriptward.knowledge.entities import UNKNOWN, owner_of
from scriptward.lib.domains import host_of
from scriptward.vocabulary.container import (
    Child,
    Reach,
    Reaching,
    Risk,
    Tag,
    Trigger,
    UserData,
)
from scriptward.vocabulary.observations import Owner

_HIGH = frozenset({Reach.FORM_VALUE, Reach.USER_DATA, Reach.ELEMENT_TEXT, Reach.DOM_ELEMENT})
_MEDIUM = frozenset({Reach.PAGE_URL, Reach.PAGE_QUERY, Reach.PAGE_FRAGMENT, Reach.REFERRER})
_NO_TEMPLATE = Template()
_NO_HTML = Html(text="")
_MOST_TRIGGERS = 100
_MOST_HOSTS = 200
_MOST_WORD = 200
_CHARACTERS_A_STEP = 50
_PAUSED = "__paused"
_IDLE = frozenset({"metadata", "tag_id", "function", "setup_tags", "teardown_tags"})
_NO_CONTENT = frozenset({"tag_id", "priority", "metadata", "setup_tags", "teardown_tags"})


@dataclass(frozen=True, kw_only=True)
class Tags:
    """Makes the tags of one container."""

    raw: Sequence[Mapping[str, Any]]
    values: Values
    variables: Variables
    rules: Rules
    templates: Mapping[str, Template]
    digests: Digests

    def all(self) -> tuple[Tag, ...]:
        """Every tag, by number."""
        return tuple(self._tag(index, raw) for index, raw in enumerate(self.raw))

    def _tag(self, index: int, raw: Mapping[str, Any]) -> Tag:
        function = str(raw.get("function", ""))[:100]
        paused = function == _PAUSED
        was = f"__{raw.get('vtp_originalTagType', '')}"[:100] if paused else function
        html = self._html(raw)
        template = self.templates.get(function, _NO_TEMPLATE)
        user_data = _user_data(raw) if function == "__ogt_1p_data_v2" else None
        urls = self._addresses(raw, html, template)
        kind = kind_of(was)
        scripts = tuple(dict.fromkeys([*html.scripts, *template.loads]))
        owner = _owner(kind.address, scripts or urls)
        reaches = tuple(self._reaches(raw, html, template, user_data))
        return Tag(
            index=index,
            tag_id=_whole(raw.get("tag_id")),
            function=function,
            name=kind.name,
            vendor=owner.entity,
            product=owner.product,
            account=self._first(raw, ACCOUNTS),
            event=self._first(raw, EVENTS),
            paused=paused,
            blocked=self.rules.blocked(index, self.values.work),
            priority=_whole(raw.get("priority")) or 0,
            consent=tuple(str(each)[:100] for each in listed(raw.get("consent"))[:50]),
            triggers=_triggers(self.rules, index, adding=True),
            blockers=_triggers(self.rules, index, adding=False),
            runs_with=self._companions.get(index, ()),
            html=html.text,
            scripts=scripts,
            hosts=_hosts(urls),
            inline=html.inline,
            reaches=reaches,
            risk=_risk(reaches),
            children=tuple(self._children(raw)) if function == "__zone" else (),
            user_data=user_data,
            digest=self.digests.of({k: v for k, v in raw.items() if k not in _NO_CONTENT}),
        )

    @cached_property
    def _companions(self) -> dict[int, tuple[int, ...]]:
        """For each tag those that have it run before or after them."""
        found: dict[int, list[int]] = {}
        for index, raw in enumerate(self.raw):
            named = (*listed(raw.get("setup_tags")), *listed(raw.get("teardown_tags")))
            for item in named[:100]:
                if isinstance(item, list) and item[:1] == ["tag"] and len(item) > 1:
                    number = _whole(item[1])
                    if number is not None and number < len(self.raw):
                        found.setdefault(number, []).append(index)
        return {number: tuple(by[:100]) for number, by in found.items()}

    def _html(self, raw: Mapping[str, Any]) -> Html:
        marked = self.values.marked(raw.get("vtp_html"))
        affordable = self.values.work.take(len(marked) // _CHARACTERS_A_STEP)
        return parsed(marked, self.values) if marked and affordable else _NO_HTML

    def _addresses(self, raw: Mapping[str, Any], html: Html, template: Template) -> tuple[str, ...]:
        rest = {key: value for key, value in raw.items() if key not in _IDLE | {"vtp_html"}}
        texts = (text for text in texts_in(rest, self.values.work) if "//" in text)
        of_settings = chain.from_iterable(addresses_in(f'"{text}"') for text in texts)
        return tuple(dict.fromkeys([*html.addresses, *of_settings, *template.names]))

    def _first(self, raw: Mapping[str, Any], keys: Iterable[str]) -> str:
        texts = (self.values.text(raw[key]) for key in keys if raw.get(key))
        return next(filter(None, texts), "")[:_MOST_WORD]

    def _reaches(
        self, raw: Mapping[str, Any], html: Html, template: Template, user_data: UserData | None
    ) -> Iterator[Reaching]:
        found = [*self.variables.reached(raw)]
        inner = frozenset(each.kind for each in found)
        elements = bool(inner & {Reach.ELEMENT, Reach.DOM_ELEMENT})
        own = [*reaches_of_code(html.code, elements=elements), *template.may_reach]
        if user_data and user_data.enabled and (user_data.automatic or user_data.manual):
            own.append(Reach.USER_DATA)
        elif user_data:
            own = [kind for kind in own if kind is not Reach.USER_DATA]
        yield from dict.fromkeys([*found, *(Reaching(kind=kind) for kind in own)])

    def _children(self, raw: Mapping[str, Any]) -> Iterator[Child]:
        when = zone_conditions(raw.get("vtp_boundaries"), self.values)
        for item in listed(raw.get("vtp_childContainers"))[:200]:
            child = mapped(item)
            if child.get("publicId"):
                yield Child(
                    id=self.values.text(child["publicId"])[:100],
                    name=self.values.text(child.get("nickname"))[:_MOST_WORD],
                    when=when,
                )


def _triggers(rules: Rules, index: int, *, adding: bool) -> tuple[Trigger, ...]:
    found = (rules.adding if adding else rules.blocking).get(index, ())
    return tuple(rule.trigger for rule in found[:_MOST_TRIGGERS])


def _owner(address: str, urls: Iterable[str]) -> Owner:
    """Vendor by the kind of tag, else by the first address whose owner is known."""
    owners = (owner_of(url) for url in ([address] if address else urls))
    found = next((owner for owner in owners if owner.entity != UNKNOWN.entity), None)
    return found or Owner(entity="")


def _hosts(urls: Iterable[str]) -> tuple[str, ...]:
    hosts = (host_of(url) for url in urls)
    return tuple(dict.fromkeys(host for host in hosts if "." in host))[:_MOST_HOSTS]


def _risk(reaches: Iterable[Reaching]) -> Risk:
    kinds = {each.kind for each in reaches}
    if kinds & _HIGH:
        return Risk.HIGH
    return Risk.MEDIUM if kinds & _MEDIUM else Risk.LOW


def _user_data(raw: Mapping[str, Any]) -> UserData:
    excluded = (mapped(item).get("exclusionSelector") for item in _selectors(raw))
    return UserData(
        enabled=raw.get("vtp_isEnabled") is True,
        automatic=raw.get("vtp_isAutoEnabled") is True,
        manual=raw.get("vtp_isManualEnabled") is True,
        email=_either(raw, "Email"),
        phone=_either(raw, "Phone"),
        address=_either(raw, "Address"),
        excluded=tuple(each[:_MOST_WORD] for each in excluded if isinstance(each, str) and each),
    )


def _either(raw: Mapping[str, Any], what: str) -> bool:
    return any(raw.get(f"vtp_{way}{what}Enabled") is True for way in ("auto", "manual"))


def _selectors(raw: Mapping[str, Any]) -> list[Any]:
    return listed(raw.get("vtp_autoCollectExclusionSelectors"))[:100]


def _whole(value: object) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
    return value if fits and isinstance(value, int) else None
