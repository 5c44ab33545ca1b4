"""Rules of a container: which tags are added or blocked when which conditions hold.

`[["if",p…],["unless",p…],["add",t…],["block",t…]]`: numbers of predicates and of tags. A rule
applies when all its `if` hold and none of its `unless` does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scriptward.knowledge.container.kinds import LISTENERS
from scriptward.knowledge.container.values import Values, Work
from scriptward.vocabulary.container import Condition, Trigger

_TESTS = {
    "_eq": "is",
    "_cn": "contains",
    "_sw": "starts with",
    "_ew": "ends with",
    "_re": "matches",
    "_css": "matches selector",
    "_lt": "is less than",
    "_le": "is at most",
    "_gt": "is greater than",
    "_ge": "is at least",
    "_um": "matches address",
}
_EVENTS = {
    "gtm.js": "page view",
    "gtm.dom": "DOM ready",
    "gtm.load": "window loaded",
    "gtm.init": "initialization",
    "gtm.init_consent": "consent initialization",
    "gtm.click": "click",
    "gtm.linkClick": "link click",
    "gtm.formSubmit": "form submit",
    "gtm.historyChange": "history change",
    "gtm.historyChange-v2": "history change",
    "gtm.scrollDepth": "scroll depth",
    "gtm.elementVisibility": "element visible",
    "gtm.timer": "timer",
    "gtm.video": "video",
    "gtm.triggerGroup": "trigger group",
    "gtm.pageError": "JavaScript error",
}
_LISTENER_ID = re.compile(r"\d{1,12}_\d{1,12}")
_MOST_VALUE = 300
_ANY = (".*", "^.*$")
_MOST_IN_RULE = 200


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, by numbers."""

    when: frozenset[int]
    unless: frozenset[int]
    trigger: Trigger


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What adds and what blocks each tag, by its number."""

    adding: dict[int, list[Rule]] = field(default_factory=dict)
    blocking: dict[int, list[Rule]] = field(default_factory=dict)
    always: frozenset[int] = frozenset()
    """Predicates that hold whatever happens."""

    def blocked(self, tag: int, work: Work) -> bool:
        """Whether every rule that adds a tag comes with one that blocks it."""
        adding = self.adding.get(tag, [])
        blocking = self.blocking.get(tag, [])
        return bool(adding and blocking) and all(
            work.take(len(blocking)) and any(self._covers(block, add) for block in blocking)
            for add in adding
        )

    def _covers(self, block: Rule, add: Rule) -> bool:
        return block.when - self.always <= add.when and block.unless <= add.unless


def rules(
    raw: Sequence[object],
    predicates: Sequence[object],
    tags: Sequence[Mapping[str, Any]],
    values: Values,
) -> Rules:
    """The rules of a container."""
    conditions = Conditions(predicates, tags, values)
    made = Rules(always=conditions.always)
    for parts in raw:
        if not values.work.take() or not isinstance(parts, list):
            continue
        named = {part[0]: part[1:] for part in parts if isinstance(part, list) and _worded(part)}
        when = _numbers(named.get("if"))
        unless = _numbers(named.get("unless"))
        trigger = Trigger(when=conditions.of(when), unless=conditions.of(unless))
        rule = Rule(when=frozenset(when), unless=frozenset(unless), trigger=trigger)
        for tag in _numbers(named.get("add"), most=len(tags)):
            if values.work.take():
                made.adding.setdefault(tag, []).append(rule)
        for tag in _numbers(named.get("block"), most=len(tags)):
            if values.work.take():
                made.blocking.setdefault(tag, []).append(rule)
    return made


class Conditions:
    """Predicates in words."""

    def __init__(
        self, predicates: Sequence[object], tags: Sequence[Mapping[str, Any]], values: Values
    ) -> None:
        """`tags`: name the listeners that a trigger belongs to."""
        self._values = values
        self._listeners = dict(_listeners(tags))
        self._made = [self._condition(each) for each in predicates]
        self.always = frozenset(
            number
            for number, condition in enumerate(self._made)
            if condition and condition.test == "matches" and condition.value in _ANY
        )

    def of(self, numbers: Iterable[int]) -> tuple[Condition, ...]:
        """Conditions by number; one that isn't there is left out."""
        found = (self._made[number] for number in numbers if number < len(self._made))
        return tuple(condition for condition in found if condition)

    def _condition(self, predicate: object) -> Condition | None:
        if not isinstance(predicate, dict) or not self._values.work.take():
            return None
        return condition(
            str(predicate.get("function", "")),
            self._values.text(predicate.get("arg0")),
            predicate.get("arg1"),
            self._values,
            ignore_case=predicate.get("ignore_case") is True,
            listeners=self._listeners,
        )


def condition(
    function: str,
    subject: str,
    value: object,
    values: Values,
    *,
    ignore_case: bool = False,
    listeners: Mapping[str, str] | None = None,
) -> Condition:
    """One test in words. `subject`: text of what is tested."""
    subject = subject.removeprefix("{{").removesuffix("}}")[:100]
    test = _TESTS.get(function, function.removeprefix("_")[:40])
    text = values.text(value)[:_MOST_VALUE]
    says = f"{subject} {test} {text}"
    if subject == "event" and test == "is" and text in _EVENTS:
        says = f"event is {_EVENTS[text]} ({text})"
    elif subject == "gtm.triggers" and (listener := _LISTENER_ID.search(text)):
        says = f"it is of the {(listeners or {}).get(listener[0], 'trigger')} {listener[0]}"
    return Condition(says=says, subject=subject, test=test, value=text, ignore_case=ignore_case)


def zone_conditions(value: object, values: Values) -> tuple[Condition, ...]:
    """Tests of a zone: `["list",["zb","_eq",["macro",1],"/account/",negated,ignore case],…]`."""
    items = value[1:] if isinstance(value, list) and value[:1] == ["list"] else []
    return tuple(_zone_condition(item, values) for item in items[:50] if _is_zone_test(item))


def _zone_condition(item: list[Any], values: Values) -> Condition:
    negated, ignore_case = (*item[4:6], False, False)[:2]
    made = condition(
        str(item[1]), values.text(item[2]), item[3], values, ignore_case=ignore_case is True
    )
    if negated is True:
        return Condition(
            says=f"not: {made.says}",
            subject=made.subject,
            test=f"not: {made.test}",
            value=made.value,
            ignore_case=made.ignore_case,
        )
    return made


def _is_zone_test(item: object) -> bool:
    return isinstance(item, list) and item[:1] == ["zb"] and bool(item[3:])


def _listeners(tags: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        key = tag.get("vtp_uniqueTriggerId")
        function = tag.get("function")
        if isinstance(key, str) and isinstance(function, str):
            yield key, LISTENERS.get(function, "trigger")


def _worded(part: list[Any]) -> bool:
    return bool(part) and isinstance(part[0], str)


def _numbers(value: object, *, most: int = 1_000_000) -> list[int]:
    if not isinstance(value, list):
        return []
    return [
        number
        for number in value[:_MOST_IN_RULE]
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < most
    ]
