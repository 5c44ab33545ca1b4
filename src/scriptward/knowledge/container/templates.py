"""Templates of a container: which addresses their sandboxed code loads and sends to.

The code lies in `runtime` as nested lists: `[50,"__cvt_1_2",…]` defines, `["require","sendPixel"]`
asks for a function, `[52,"b",value]` names a value, `[15,"b"]` is a value by its name and
`["b",argument…]` a call. `permissions` says which addresses and parts of a page it may have.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scriptward.knowledge.container.html import addresses_in
from scriptward.knowledge.container.values import Work, texts_in
from scriptward.vocabulary.container import Reach

_DEFINES = 50
_NAMES = (3, 41, 52)
_READS = 15
_LOADING = frozenset({"injectScript", "injectHiddenIframe"})
_SENDING = frozenset({"sendPixel", "sendBeacon", "sendHttpRequest"})
_MAY_REACH = {
    "get_url": Reach.PAGE_URL,
    "get_referrer": Reach.REFERRER,
    "read_title": Reach.PAGE_TITLE,
    "get_cookies": Reach.COOKIE,
    "access_local_storage": Reach.STORAGE,
    "read_data_layer": Reach.DATA_LAYER,
    "detect_user_provided_data": Reach.USER_DATA,
    "access_dom_element_properties": Reach.DOM_ELEMENT,
    "read_dom_element_text": Reach.ELEMENT_TEXT,
}
_MOST = 200


@dataclass(frozen=True, kw_only=True)
class Template:
    """What a template's code and permissions name."""

    loads: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Every address in it."""
    may_reach: tuple[Reach, ...] = ()


def templates(
    runtime: Sequence[object], permissions: Mapping[str, Any], work: Work
) -> dict[str, Template]:
    """Templates by the function they are."""
    found = {
        each[1]: _template(each, permissions.get(each[1]), work)
        for each in runtime[:2_000]
        if isinstance(each, list) and each[2:] and each[0] == _DEFINES and isinstance(each[1], str)
    }
    only_permitted = [name for name in permissions if name not in found][:2_000]
    return found | {name: _template([], permissions[name], work) for name in only_permitted}


def _template(code: list[Any], permission: object, work: Work) -> Template:
    permitted = permission if isinstance(permission, dict) else {}
    loads = [
        *_permitted(permitted, "inject_script"),
        *_permitted(permitted, "inject_hidden_iframe"),
    ]
    sends = _permitted(permitted, "send_pixel")
    calls, names = _calls_and_names(code, work)
    for api, argument in calls:
        texts = list(_texts(argument, names, work))
        (loads if api in _LOADING else sends).extend(_addresses(texts))
    anywhere = _addresses(text for text in texts_in(code, work))
    may_reach = (kind for key, kind in _MAY_REACH.items() if key in permitted)
    return Template(
        loads=tuple(dict.fromkeys(loads))[:_MOST],
        sends=tuple(dict.fromkeys(sends))[:_MOST],
        names=tuple(dict.fromkeys([*loads, *sends, *anywhere]))[:_MOST],
        may_reach=tuple(may_reach),
    )


def _calls_and_names(
    code: list[Any], work: Work
) -> tuple[list[tuple[str, object]], dict[str, list[object]]]:
    """Calls of functions that load or send with their first argument, and all named values."""
    names: dict[str, list[object]] = {}
    for node in _nodes(code, work):
        if node[2:] and node[0] in _NAMES and isinstance(node[1], str):
            names.setdefault(node[1], []).append(node[2])
    apis = {
        name: value[1]
        for name, given in names.items()
        for value in given
        if isinstance(value, list) and value[:1] == ["require"] and value[1:] and _is_api(value[1])
    }
    calls = [
        (apis[node[0]], node[1])
        for node in _nodes(code, work)
        if node[1:] and isinstance(node[0], str) and node[0] in apis
    ]
    return calls, names


def _is_api(name: object) -> bool:
    return isinstance(name, str) and name in _LOADING | _SENDING


def _nodes(code: list[Any], work: Work) -> Iterator[list[Any]]:
    stack = [code]
    while stack and work.take():
        node = stack.pop()
        if node:
            yield node
        stack.extend(item for item in reversed(node) if isinstance(item, list))


def _texts(argument: object, names: Mapping[str, list[object]], work: Work) -> Iterator[str]:
    """Texts of an argument, and of the values it speaks of by name."""
    yield from texts_in(argument, work)
    if not isinstance(argument, list):
        return
    for node in _nodes(argument, work):
        if node[0] == _READS and len(node) > 1 and isinstance(node[1], str):
            for value in names.get(node[1], ()):
                yield from texts_in(value, work)


def _addresses(texts: Iterator[str] | list[str]) -> list[str]:
    return [url for text in texts if "//" in text for url in addresses_in(f'"{text}"')]


def _permitted(permission: Mapping[str, Any], key: str) -> list[str]:
    part = permission.get(key)
    urls = part.get("urls") if isinstance(part, dict) else None
    listed = urls if isinstance(urls, list) else []
    return [url[:500] for url in listed[:_MOST] if isinstance(url, str) and "//" in url]
