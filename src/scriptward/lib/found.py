"""Finds the items of a list room: one module, one item of the room's kind."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Item = TypeVar("Item")


def names(room: ModuleType) -> tuple[str, ...]:
    """Names of a room's modules, sorted, without importing them."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(room.__path__)))


def one(room: ModuleType, name: str, kind: type[Item]) -> Item:
    """The one item of `kind` in module `name` of `room`. Raises LookupError for none or two."""
    module = importlib.import_module(f"{room.__name__}.{name}")
    items = [
        value
        for key, value in vars(module).items()
        if isinstance(value, kind) and not key.startswith("_")
    ]
    if len(items) != 1:
        message = f"{module.__name__} holds {len(items)} items of {kind.__name__}, not one"
        raise LookupError(message)
    return items[0]


def found(room: ModuleType, kind: type[Item]) -> dict[str, Item]:
    """Every item of a room: `{module name: item}`, by name."""
    return {name: one(room, name, kind) for name in names(room)}
