"""The clinic's truth: what a run showed, told in the words of `design.toml`."""

import base64
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from . import driving
from .decoding import hits
from .watching import Code, Drive

OWN = "willowbrook.test"
SCRIPTS = {
    "script": "external",
    "worker": "worker",
    "sharedworker": "shared-worker",
    "serviceworker": "service-worker",
    "paintworklet": "worklet",
}
"""`Sec-Fetch-Dest` → kind of script."""
LOADED = frozenset(SCRIPTS) | {"style", "iframe"}
Row = dict[str, Any]
Key = tuple[str, str, str, str]


@cache
def design() -> dict[str, Any]:
    """`design.toml`."""
    return tomllib.loads((driving.FOLDER / "design.toml").read_text("utf-8"))


@cache
def loaders() -> dict[str, str]:
    """Loaded → its loader, by address without query or by `code:` name."""
    return {each: by for by, loaded in design()["loads"].items() for each in loaded}


def scripts(run: Drive) -> list[Row]:
    """Every script that ran: kind, address, hashes of its text, loader, pages."""
    found: dict[str, Row] = {}
    for row in run.arrivals:
        dest = row.get("headers", {}).get("sec-fetch-dest", "")
        if dest in SCRIPTS and row["method"] == "GET":
            script = found.setdefault(address(row), _by_address(row, SCRIPTS[dest]))
            if not (script["pages"] and of_service_worker(script)):
                script["pages"].add(row["page"])
    for code in run.code:
        name = f"code:{named(code)}"
        script = found.setdefault(name, _by_text(name, code))
        script["pages"].add(code.page)
    if any(url.startswith("blob:") for url in run.workers):
        found["code:datadog_worker"] = {
            "name": "code:datadog_worker",
            "kind": "worker",
            "url": "blob:",
            "sha256": [],
            "loaded_by": loaders()["code:datadog_worker"],
            "pages": {"/portal/sign-in", "/portal/inbox"},
        }
    rows = sorted(found.values(), key=lambda row: row["name"])
    return [row | {"pages": sorted(row["pages"])} for row in rows]


def of_service_worker(script: Row) -> bool:
    """Whether it runs in the service worker, which is one for all pages: the first counts."""
    return script["kind"] == "service-worker" or str(script["loaded_by"]).endswith("/sw.js")


def leaks(run: Drive, values: Mapping[str, str]) -> list[Row]:
    """Who got which value from which script, by which channels and where in the request."""
    by_host: dict[str, set[str]] = {}
    for host, channel in run.channels:
        by_host.setdefault(host, set()).add(channel)
    found: dict[tuple[str, str, str, str], Row] = {}
    for row in run.arrivals:
        if row["host"].endswith(OWN):
            continue
        for where, raw in parts(row):
            for hit in hits(raw, values):
                key = (sender(row), row["host"], hit.name, hit.digest)
                leak = found.setdefault(key, {"where": set(), "channels": set()})
                leak["where"].add(where)
                leak["channels"] |= _channels(row, by_host)
    return [
        {
            "script": script,
            "recipient": host,
            "value": value,
            "hash": digest or None,
            "channels": sorted(leak["channels"]),
            "where": sorted(leak["where"]),
        }
        for (script, host, value, digest), leak in sorted(found.items())
    ]


def merged(*runs: list[Row]) -> list[Row]:
    """The leaks that every run had, with the channels and places of all of them."""
    by_key = [{key(leak): leak for leak in leaks} for leaks in runs]
    return [
        leak
        | {
            "channels": sorted(_all(by_key, name, "channels") | last_ways(leak["recipient"])),
            "where": sorted(_all(by_key, name, "where")),
        }
        for name, leak in by_key[0].items()
        if all(name in run for run in by_key)
    ]


def last_ways(host: str) -> set[str]:
    """The channel that a host's script falls back to as the page ends, if it has one."""
    ways: dict[str, str] = design()["last_way"]
    return {ways[host]} if host in ways else set()


def only_sometimes(*runs: list[Row]) -> list[Row]:
    """The leaks that some runs had and others not."""
    always = {key(leak) for leak in merged(*runs)}
    found = {key(leak): leak for leaks in runs for leak in leaks if key(leak) not in always}
    return [found[name] for name in sorted(found)]


def key(leak: Row) -> Key:
    """What makes two leaks the same one: script, recipient, value, hash."""
    return leak["script"], leak["recipient"], leak["value"], leak["hash"] or ""


def clean_hosts(run: Drive, got: Iterable[Row]) -> list[str]:
    """Third-party hosts that were spoken to and got no value. `got`: the leaks of that run."""
    spoken = {row["host"] for row in run.arrivals if not row["host"].endswith(OWN)}
    return sorted(spoken - {leak["recipient"] for leak in got})


def sender(row: Row) -> str:
    """The script that caused an arrival; `document` for the parser."""
    dest = row.get("headers", {}).get("sec-fetch-dest", "")
    if dest in LOADED and address(row) in loaders():
        return loaders()[address(row)]
    by_host: dict[str, str] = design()["sends"]
    return by_host[row["host"]]


def parts(row: Row) -> Iterator[tuple[str, bytes]]:
    """(where, bytes) of everything in an arrival that may hold a value."""
    yield "body", base64.b64decode(row["body"])
    if row["kind"] == "request":
        yield "url-path", row["path"].encode()
        yield "url-query", row["query"].encode()
        for name, text in row["headers"].items():
            yield ("cookie" if name == "cookie" else "header"), text.encode("latin1")


def address(row: Row) -> str:
    """Address of an arrival without its query."""
    return f"https://{row['host']}{row['path']}"


def named(code: Code) -> str:
    """Name of a piece of code in `design.toml`. Raises LookupError for one nobody planned."""
    for name, row in design()["code"].items():
        if row["holds"] and row["holds"] in code.text:
            return str(name)
    message = f"unplanned code on {code.page}, made by {code.caller}: {code.text[:120]}"
    raise LookupError(message)


def _all(runs: list[dict[Key, Row]], name: Key, part: str) -> set[str]:
    return {each for run in runs for each in run[name][part]}


def _by_address(row: Row, kind: str) -> Row:
    url = address(row)
    for other, urls in design()["kinds"].items():
        kind = other if url in urls else kind
    return {
        "name": url,
        "kind": kind,
        "url": url,
        "sha256": [],
        "loaded_by": loaders()[url],
        "pages": set(),
    }


def _by_text(name: str, code: Code) -> Row:
    kind = design()["code"][name.removeprefix("code:")]["kind"]
    digests = [code.sha256]
    if kind == "javascript-url":
        digests.append(Code(page="", text=f"javascript:{code.text}", caller="").sha256)
    return {
        "name": name,
        "kind": kind,
        "url": {"data": "data:", "blob": "blob:"}.get(kind),
        "sha256": digests,
        "loaded_by": loaders()[name],
        "pages": set(),
    }


def _channels(row: Row, by_host: Mapping[str, set[str]]) -> set[str]:
    if row["kind"] == "websocket":
        return {"websocket"}
    dest = row["headers"].get("sec-fetch-dest", "")
    if dest in LOADED:
        frame = "form" if row["method"] == "POST" else "frame"
        return {{"style": "css", "iframe": frame}.get(dest, "script")}
    if dest == "image":
        return {"image"}
    return (by_host.get(row["host"], set()) & {"fetch", "xhr", "beacon"}) or {"fetch"}
