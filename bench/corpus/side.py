"""Places beside the body: path, matrix parameters, fragment, headers, Referer, cookies, host."""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from corpus.bodies import basic, percented
from corpus.documents import as_token
from corpus.noise import KEYS, WORDS
from corpus.planting import Planted

Headers = list[tuple[str, str]]
Put = Callable[[Planted, dict[str, str], Headers, random.Random], bool]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One such place."""

    name: str
    where: str
    put: Put
    """False where the value does not fit."""
    weight: int = 10
    keys: bool = True
    most: int = 3000


def _escaped(each: Planted, dice: random.Random) -> str:
    escape = percented(dice)
    out, token = escape(each.wrapped.data), escape(each.wrapped.token)
    each.wrapped = each.wrapped.escaped("percent", out, token)
    return out.decode()


def path(each: Planted, draft: dict[str, str], _headers: Headers, dice: random.Random) -> bool:
    """A segment; a page's path as it is."""
    text = each.wrapped.data.decode()
    if each.name.endswith("page_path") and text.startswith("/patients/"):
        draft["path"] = text
        return True
    out = quote(text, safe="")
    each.wrapped = each.wrapped.escaped(
        "percent", out.encode(), quote(each.wrapped.token, safe="").encode()
    )
    draft["path"] += f"/{out}{dice.choice(('', '/' + dice.choice(WORDS)))}"
    return True


def matrix(each: Planted, draft: dict[str, str], _headers: Headers, dice: random.Random) -> bool:
    """`;key=value`, as Floodlight and Quantcast."""
    out = quote(each.wrapped.data, safe="")
    token = quote(each.wrapped.token, safe="").encode()
    each.wrapped = each.wrapped.escaped("percent", out.encode(), token)
    tail = dice.choice(("", f";ord={dice.getrandbits(40)}"))
    draft["path"] += f";src={dice.getrandbits(20)};{quote(each.key)}={out}{tail}"
    return True


def fragment(each: Planted, draft: dict[str, str], _headers: Headers, dice: random.Random) -> bool:
    """`#key=value` or a route."""
    head = dice.choice(("", "/route?", "!/a/b?x=1&"))
    draft["fragment"] = f"{head}{quote(each.key)}={_escaped(each, dice)}"
    return True


def address(each: Planted, draft: dict[str, str], _headers: Headers, dice: random.Random) -> bool:
    """One more parameter of the query."""
    more = f"{quote(each.key)}={_escaped(each, dice)}"
    draft["query"] = f"{draft['query']}&{more}" if draft["query"] else more
    return True


def referer(each: Planted, _draft: dict[str, str], headers: Headers, dice: random.Random) -> bool:
    """The page's address."""
    headers[:] = [pair for pair in headers if pair[0] != "Referer"]
    more = f"&{dice.choice(KEYS)}=1" if dice.random() < 1 / 2 else ""
    shape = f"https://www.w.test/find?{quote(each.key)}={_escaped(each, dice)}{more}"
    headers.append(("Referer", shape))
    return True


def header(each: Planted, _draft: dict[str, str], headers: Headers, dice: random.Random) -> bool:
    """A field of its own; what isn't printable ASCII is escaped."""
    text = each.wrapped.data.decode()
    if not re.fullmatch(r"[ -~]+", text) or dice.random() < 1 / 4:
        text = _escaped(each, dice)
    name = dice.choice(("X-User", "X-Trace-Meta", "X-Client-Info", "baggage", "X-Id", "DPoP"))
    headers.append((name, f"k={text}" if name == "baggage" else text))
    return True


def json_header(
    each: Planted, _draft: dict[str, str], headers: Headers, dice: random.Random
) -> bool:
    """A header with JSON in it."""
    before, token = each.wrapped.data.decode(), each.wrapped.token.decode()
    data = json.dumps({"k": before, "n": dice.randint(1, 9)})
    each.wrapped = each.wrapped.escaped("json", data.encode(), json.dumps(token)[1:-1].encode())
    headers.append(("X-Context", data))
    return True


def authorization(
    each: Planted, _draft: dict[str, str], headers: Headers, _dice: random.Random
) -> bool:
    """`Basic`: user and word in base64."""
    each.wrapped.trail.cover("base64")
    headers.append(("Authorization", basic(each.wrapped.data.decode(), "x7Q")))
    return True


def bearer(each: Planted, _draft: dict[str, str], headers: Headers, dice: random.Random) -> bool:
    """`Bearer` and a JWT."""
    each.wrapped = as_token(each.key, each.wrapped, lambda: "0", dice)
    headers.append(("Authorization", f"Bearer {each.wrapped.data.decode()}"))
    return True


def cookie(each: Planted, _draft: dict[str, str], headers: Headers, dice: random.Random) -> bool:
    """One of several."""
    jar = [f"_{dice.choice(KEYS)}={dice.getrandbits(60)}" for _ in range(dice.randint(0, 3))]
    jar.insert(dice.randint(0, len(jar)), f"{quote(each.key)}={_escaped(each, dice)}")
    headers.append(("Cookie", "; ".join(jar)))
    return True


def host(each: Planted, draft: dict[str, str], _headers: Headers, _dice: random.Random) -> bool:
    """A label of the host's name: what fits in 63 letters, digits and hyphens, in lower case."""
    text = each.wrapped.data.decode()
    bare = not each.variants and each.form == "typed"
    known = bare and each.name.rpartition(".")[2] in {"username", "phone", "ssn"}
    fits = re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*" if known else r"[a-z0-9]{20,63}", text)
    if fits:
        draft["host"] = f"{text}.{draft['host']}"
    return bool(fits)


SIDES = (
    Side(name="path", where="url-path", put=path, keys=False),
    Side(name="matrix", where="url-path", put=matrix),
    Side(name="fragment", where="url-fragment", put=fragment),
    Side(name="query beside", where="url-query", put=address),
    Side(name="referer", where="header", put=referer, weight=14),
    Side(name="header", where="header", put=header, keys=False),
    Side(name="header json", where="header", put=json_header, weight=4, keys=False),
    Side(name="authorization", where="header", put=authorization, weight=4, keys=False, most=300),
    Side(name="bearer", where="header", put=bearer, weight=4),
    Side(name="cookie", where="cookie", put=cookie, weight=16),
    Side(name="host", where="host", put=host, weight=16, keys=False, most=64),
)
