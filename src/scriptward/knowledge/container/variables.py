"""Variables ("macros") of a container: their names in words, and what they reach on the page."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from scriptward.knowledge.container.code import reaches_of_code
from scriptward.knowledge.container.values import CONSTANT, Values, variables_in
from scriptward.vocabulary.container import Reach, Reaching

_MOST_NAME = 80
_URL_PARTS = {
    "URL": (Reach.PAGE_URL, "page URL"),
    "HOST": (Reach.PAGE_HOST, "page host"),
    "PATH": (Reach.PAGE_PATH, "page path"),
    "QUERY": (Reach.PAGE_QUERY, "page query"),
    "FRAGMENT": (Reach.PAGE_FRAGMENT, "page fragment"),
}
_PLAIN = {
    "__e": "event",
    "__cid": "container id",
    "__ctv": "container version",
    "__dbg": "debug mode",
    "__r": "random number",
    "__hid": "HTML id",
    "__uv": "undefined value",
    "__smm": "lookup table",
    "__remm": "regex table",
    "__gas": "Google Analytics settings",
    "__gtes": "event settings",
    "__gtcs": "configuration settings",
    "__vis": "element visibility",
    "__awec": "user-provided data",
    "__jsm": "custom JavaScript",
    "__ev": "environment name",
}
_ELEMENT_PARTS = {
    "ELEMENT": "element",
    "TEXT": "element text",
    "URL": "element URL",
    "ID": "element id",
    "CLASSES": "element classes",
    "TARGET": "element target",
    "TAG_NAME": "element type",
    "HISTORY_NEW_URL_FRAGMENT": "new history fragment",
    "HISTORY_OLD_URL_FRAGMENT": "old history fragment",
}
_LAYER_ELEMENT = "gtm.element"
_LAYER_FRAGMENT = re.compile(r"gtm\.(?:new|old)UrlFragment$")
_INPUT = re.compile(r"\b(?:input|select|textarea)\b", re.IGNORECASE)
_OF_WINDOW = (
    (re.compile(r"(?:window\.|document\.)*location\.search$"), Reach.PAGE_QUERY),
    (re.compile(r"(?:window\.|document\.)*location\.hash$"), Reach.PAGE_FRAGMENT),
    (re.compile(r"(?:window\.|document\.)*location\.pathname$"), Reach.PAGE_PATH),
    (re.compile(r"(?:window\.|document\.)*location\.host(?:name)?$"), Reach.PAGE_HOST),
    (re.compile(r"(?:(?:window\.|document\.)*location(?:\.href)?|document\.URL)$"), Reach.PAGE_URL),
    (re.compile(r"document\.referrer$"), Reach.REFERRER),
    (re.compile(r"document\.title$"), Reach.PAGE_TITLE),
    (re.compile(r"document\.cookie$"), Reach.COOKIE),
    (re.compile(r"document\..{0,200}\.value$"), Reach.FORM_VALUE),
)


def named(macro: Mapping[str, Any]) -> str:
    """Name of a variable in words: `page path`, `cookie x`, `data layer x`."""
    function = str(macro.get("function", ""))[:_MOST_NAME]
    known = _NAMERS.get(function)
    if known:
        return known(macro)[:_MOST_NAME]
    return _PLAIN.get(function) or f"variable {function.removeprefix('__')}"


class Variables:
    """What the variables of one container reach."""

    def __init__(self, macros: Sequence[Mapping[str, Any]], values: Values) -> None:
        """`macros`: by number; `values`: reads them."""
        self._macros = macros
        self._values = values
        self._spoken_of = [variables_in(macro, values.work) for macro in macros]
        self._known: dict[int, tuple[Reaching, ...]] = {}

    def reached(self, value: object) -> Iterator[Reaching]:
        """What flows into a value through its variables, and theirs, nearest first."""
        for number in self._flowing(variables_in(value, self._values.work)):
            yield from self._of(number)

    def _flowing(self, starts: Sequence[int]) -> list[int]:
        seen: dict[int, None] = {}
        queue = list(starts)
        for number in queue:
            if not self._values.work.take():
                break
            if number not in seen and number < len(self._macros):
                seen[number] = None
                queue.extend(self._spoken_of[number])
        return list(seen)

    def _of(self, number: int) -> tuple[Reaching, ...]:
        if number not in self._known:
            self._known[number] = ()
            macro = self._macros[number]
            code, elements = "", False
            if macro.get("function") == "__jsm":
                code = self._values.text(macro.get("vtp_javascript"))
                inner = (self._of(each) for each in self._flowing(self._spoken_of[number])[:50])
                elements = any(
                    each.kind in {Reach.ELEMENT, Reach.DOM_ELEMENT}
                    for found in inner
                    for each in found
                )
            self._known[number] = tuple(
                Reaching(kind=kind, name=name[:_MOST_NAME], variable=number)
                for kind, name in dict.fromkeys(_direct(macro, code, elements=elements))
            )
        return self._known[number]


def _direct(macro: Mapping[str, Any], code: str, *, elements: bool) -> Iterator[tuple[Reach, str]]:
    function = macro.get("function")
    if function == "__u":
        if not _of_another(macro):
            kind, _ = _URL_PARTS.get(_component(macro), (None, ""))
            if kind:
                yield kind, _word(macro, "vtp_queryKey") if kind is Reach.PAGE_QUERY else ""
    elif function == "__aev":
        yield from _of_event(macro)
    elif function == "__v":
        yield from _of_layer(_word(macro, "vtp_name"))
    elif function == "__j":
        name = _word(macro, "vtp_name")
        yield next((kind for word, kind in _OF_WINDOW if word.match(name)), Reach.JS_VARIABLE), name
    elif function == "__d":
        selector = _selector(macro)
        entry = _word(macro, "vtp_attributeName") == "value" or _INPUT.search(selector)
        yield Reach.FORM_VALUE if entry else Reach.DOM_ELEMENT, selector
    elif function == "__jsm":
        yield Reach.CUSTOM_JS, ""
        yield from ((kind, "") for kind in reaches_of_code(code, elements=elements))
    elif isinstance(function, str) and function in _SINGLE:
        kind, field = _SINGLE[function]
        yield kind, _word(macro, field)


def _of_event(macro: Mapping[str, Any]) -> Iterator[tuple[Reach, str]]:
    part = _word(macro, "vtp_varType")
    if part == "TEXT":
        yield Reach.ELEMENT_TEXT, ""
    elif part == "ATTRIBUTE" and _word(macro, "vtp_attribute") == "value":
        yield Reach.FORM_VALUE, ""
    elif part.startswith("HISTORY"):
        yield Reach.PAGE_FRAGMENT, ""
    else:
        yield Reach.ELEMENT, _word(macro, "vtp_attribute")


def _of_layer(name: str) -> Iterator[tuple[Reach, str]]:
    if name.startswith(_LAYER_ELEMENT):
        yield Reach.ELEMENT, name.removeprefix("gtm.")
    elif _LAYER_FRAGMENT.match(name):
        yield Reach.PAGE_FRAGMENT, ""
    elif not name.startswith("gtm."):
        yield Reach.DATA_LAYER, name


def _component(macro: Mapping[str, Any]) -> str:
    return _word(macro, "vtp_component") or "URL"


def _of_another(macro: Mapping[str, Any]) -> bool:
    """Whether it is a part of some other address than the page's."""
    return bool(macro.get("vtp_customUrlSource"))


def _selector(macro: Mapping[str, Any]) -> str:
    by_id = _word(macro, "vtp_elementId")
    return f"#{by_id}" if by_id else _word(macro, "vtp_elementSelector")


def _word(macro: Mapping[str, Any], key: str) -> str:
    value = macro.get(key)
    return value[:200] if isinstance(value, str) else ""


def _url_name(macro: Mapping[str, Any]) -> str:
    component = _component(macro)
    _, name = _URL_PARTS.get(component, (None, f"page {component.lower()}"))
    key = _word(macro, "vtp_queryKey")
    name = f"{name} {key}" if key and component == "QUERY" else name
    return f"{name.removeprefix('page ')} of another address" if _of_another(macro) else name


def _event_name(macro: Mapping[str, Any]) -> str:
    part = _word(macro, "vtp_varType")
    if part == "ATTRIBUTE":
        return f"element attribute {_word(macro, 'vtp_attribute')}".strip()
    return _ELEMENT_PARTS.get(part, "element")


def _layer_name(macro: Mapping[str, Any]) -> str:
    name = _word(macro, "vtp_name")
    return name if name.startswith("gtm.") else f"data layer {name}".strip()


def _constant_name(macro: Mapping[str, Any]) -> str:
    value = macro.get("vtp_value")
    plain = isinstance(value, (str, int, float))
    return f"{CONSTANT}{value}" if plain else "constant"


_NAMERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "__u": _url_name,
    "__aev": _event_name,
    "__v": _layer_name,
    "__f": lambda _: "referrer",
    "__k": lambda macro: f"cookie {_word(macro, 'vtp_name')}".strip(),
    "__j": lambda macro: f"JS variable {_word(macro, 'vtp_name')}".strip(),
    "__d": lambda macro: f"DOM element {_selector(macro)}".strip(),
    "__c": _constant_name,
}
_SINGLE = {
    "__f": (Reach.REFERRER, ""),
    "__k": (Reach.COOKIE, "vtp_name"),
    "__awec": (Reach.USER_DATA, ""),
}
