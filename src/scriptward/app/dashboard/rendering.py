"""Templates: everything that is put into a page is escaped, and hidden characters are shown."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from scriptward.app.dashboard.closed import signed_in
from scriptward.lib.plain import cut, plain

_K = 1000


def page(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A template, filled. Raises what Jinja raises: a missing value is our own mistake."""
    found = signed_in(request.scope)
    mine = {"form_token": found.form_token} if found else {}
    filled = _templates.get_template(template).render(
        {"path": request.url.path, "who": found.person if found else "", **mine, **values}
    )
    return HTMLResponse(filled, status_code=status)


def _shown(value: object) -> object:
    """Text without a character that could reorder or hide what stands around it."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def words(value: str) -> str:
    """A word of the vocabulary as people read it."""
    return value.replace("_", " ").replace("-", " ")


def _when(value: str) -> str:
    """An ISO 8601 time to the minute."""
    return f"{value[:10]} {value[11:16]} UTC".replace("  ", " ") if value else ""


def _base(value: str) -> str:
    """The last part of a folder's path."""
    return Path(value).name


def _day(value: str) -> str:
    """The day of an ISO 8601 time."""
    return value[:10]


def _size(value: int) -> str:
    """Bytes as people say them."""
    return f"{value / _K:,.1f} kB" if value >= _K else f"{value} B"


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_shown,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(words=words, cut=cut, base=_base, when=_when, day=_day, size=_size)
