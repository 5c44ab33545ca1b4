"""The journey file: what a patient does on the site, step by step (YAML).

Every key that is not known is an error with its line, so that a misspelt step is never a silent
gap in what was looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from pathlib import Path
from urllib.parse import urlsplit

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from scriptward.vocabulary.errors import JourneyError

HINT = "the journey format is described in docs/journeys.md"


class Action(StrEnum):
    """What a step does."""

    GOTO = auto()
    FILL = auto()
    SELECT = auto()
    PRESS = auto()
    CLICK = auto()
    WAIT = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What a step types: a canary, a literal, or a secret named by its environment variable."""

    canary: str = ""
    literal: str | None = field(default=None, repr=False)
    env: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step, with the line it stands on."""

    action: Action
    line: int
    selector: str = ""
    url: str = ""
    typed: Typed | None = field(default=None, repr=False)
    key: str = ""
    seconds: float = 0.0

    def __str__(self) -> str:
        """Action and place, without what is typed: `fill #email`."""
        return f"{self.action} {self.selector or self.url or f'{self.seconds:g} s'}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Journey:
    """A journey file, read."""

    path: Path
    start: str
    steps: tuple[Step, ...] = ()
    canaries: Mapping[str, str] = field(default_factory=dict, repr=False)
    login_state: Path | None = None
    """Playwright's storage state: cookies and storage of a signed-in visitor."""
    login_steps: tuple[Step, ...] = ()
    submit: bool = False
    """Send the forms that the scanner fills by itself."""


def read_journey(path: Path) -> Journey:
    """The journey in a file. Raises JourneyError with its line."""
    return _Reader(path).journey()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path

    def journey(self) -> Journey:
        top = self._mapping(self._loaded(), 1, "a journey")
        self._known(top, {"start", "steps", "canaries", "login", "submit"})
        if "start" not in top:
            raise self._error("`start` is missing", 1)
        login = self._login(top)
        return Journey(
            path=self.path,
            start=self._url(top, "start"),
            steps=self._steps(top, "steps"),
            canaries=self._canaries(top),
            login_state=login[0],
            login_steps=login[1],
            submit=self._truth(top, "submit"),
        )

    def _loaded(self) -> object:
        try:
            return YAML(typ="rt").load(self.path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not UTF-8 text"
            raise JourneyError(reason, path=self.path, hint="give a readable file") from error
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            raise JourneyError(
                error.problem or "is not YAML", path=self.path, line=line, column=column, hint=HINT
            ) from error
        except (YAMLError, ValueError, RecursionError) as error:
            raise JourneyError("is not YAML", path=self.path, hint=HINT) from error

    def _steps(self, top: CommentedMap, key: str) -> tuple[Step, ...]:
        items = top.get(key, CommentedSeq())
        if items is None:
            return ()
        if not isinstance(items, CommentedSeq):
            raise self._error(f"`{key}` is a list of steps", _line(top, key))
        return tuple(self._step(item, items.lc.item(i)[0] + 1) for i, item in enumerate(items))

    def _step(self, item: object, line: int) -> Step:
        step = self._mapping(item, line, "a step")
        if len(step) != 1:
            raise self._error("a step has one key, its action", line)
        name = str(next(iter(step)))
        if name not in list(Action):
            raise self._error(f"unknown step `{name}`; one of {', '.join(Action)}", line)
        readers: dict[Action, Callable[[CommentedMap, int], Step]] = {
            Action.GOTO: lambda s, n: Step(action=Action.GOTO, line=n, url=self._url(s, "goto")),
            Action.CLICK: lambda s, n: Step(
                action=Action.CLICK, line=n, selector=self._text(s, "click")
            ),
            Action.FILL: self._fill,
            Action.SELECT: self._select,
            Action.PRESS: self._press,
            Action.WAIT: self._wait,
        }
        return readers[Action(name)](step, _line(step, name))

    def _fill(self, step: CommentedMap, line: int) -> Step:
        detail = self._detail(step, "fill", {"selector", "value"})
        value = detail["value"]
        if isinstance(value, CommentedMap):
            self._known(value, {"literal", "env"})
            if len(value) != 1:
                raise self._error("`value` has `literal` or `env`", line)
            typed = (
                Typed(literal=self._text(value, "literal"))
                if "literal" in value
                else Typed(env=self._text(value, "env"))
            )
        else:
            typed = Typed(canary=self._text(detail, "value"))
        selector = self._text(detail, "selector")
        return Step(action=Action.FILL, line=line, selector=selector, typed=typed)

    def _select(self, step: CommentedMap, line: int) -> Step:
        detail = self._detail(step, "select", {"selector", "value"})
        return Step(
            action=Action.SELECT,
            line=line,
            selector=self._text(detail, "selector"),
            typed=Typed(literal=self._text(detail, "value")),
        )

    def _press(self, step: CommentedMap, line: int) -> Step:
        detail = self._detail(step, "press", {"selector", "key"})
        return Step(
            action=Action.PRESS,
            line=line,
            selector=self._text(detail, "selector"),
            key=self._text(detail, "key"),
        )

    def _wait(self, step: CommentedMap, line: int) -> Step:
        value = step["wait"]
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            return Step(action=Action.WAIT, line=line, seconds=float(value))
        detail = self._mapping(value, line, "`wait` without a number of seconds")
        self._known(detail, {"selector", "url"})
        if len(detail) != 1:
            raise self._error("`wait` has seconds, `selector` or `url`", line)
        key = str(next(iter(detail)))
        text = self._text(detail, key)
        if key == "selector":
            return Step(action=Action.WAIT, line=line, selector=text)
        return Step(action=Action.WAIT, line=line, url=text)

    def _login(self, top: CommentedMap) -> tuple[Path | None, tuple[Step, ...]]:
        if top.get("login") is None:
            return None, ()
        login = self._mapping(top["login"], _line(top, "login"), "`login`")
        self._known(login, {"storage_state", "steps"})
        state = None
        if "storage_state" in login:
            state = self.path.parent / self._text(login, "storage_state")
            if not state.is_file():
                raise self._error("no such file of storage state", _line(login, "storage_state"))
        return state, self._steps(login, "steps")

    def _canaries(self, top: CommentedMap) -> dict[str, str]:
        if top.get("canaries") is None:
            return {}
        canaries = self._mapping(top["canaries"], _line(top, "canaries"), "`canaries`")
        return {str(name): self._text(canaries, name) for name in canaries}

    def _truth(self, top: CommentedMap, key: str) -> bool:
        value = top.get(key, False)
        if not isinstance(value, bool):
            raise self._error(f"`{key}` is true or false", _line(top, key))
        return value

    def _detail(self, step: CommentedMap, key: str, keys: set[str]) -> CommentedMap:
        detail = self._mapping(step[key], _line(step, key), f"`{key}`")
        self._known(detail, keys)
        if missing := keys - detail.keys():
            raise self._error(f"`{key}` lacks `{min(missing)}`", _line(step, key))
        return detail

    def _mapping(self, value: object, line: int, what: str) -> CommentedMap:
        if not isinstance(value, CommentedMap):
            raise self._error(f"{what} is a mapping of keys and values", line)
        return value

    def _known(self, mapping: CommentedMap, keys: set[str]) -> None:
        for key in mapping:
            if key not in keys:
                raise self._error(
                    f"unknown key `{key}`; one of {', '.join(sorted(keys))}", _line(mapping, key)
                )

    def _text(self, mapping: CommentedMap, key: str) -> str:
        value = mapping[key]
        if isinstance(value, bool | CommentedMap | CommentedSeq) or value is None or value == "":
            raise self._error(f"`{key}` is a text", _line(mapping, key))
        return str(value)

    def _url(self, mapping: CommentedMap, key: str) -> str:
        url = self._text(mapping, key)
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise self._error(f"`{key}` is no address", _line(mapping, key)) from error
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise self._error(f"`{key}` is an http or https address", _line(mapping, key))
        return url

    def _error(self, message: str, line: int) -> JourneyError:
        return JourneyError(message, path=self.path, line=line, hint=HINT)


def _line(mapping: CommentedMap, key: object) -> int:
    try:
        return int(mapping.lc.key(key)[0]) + 1
    except (KeyError, TypeError):
        return int(mapping.lc.line) + 1
