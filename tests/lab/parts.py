"""What a page of the lab is put together from, and where each part is served."""

import json
from dataclasses import dataclass
from pathlib import Path

from tools import vendor_bundles

LAB = Path(__file__).parent
CHECKOUT = LAB.parents[1]
HOST = "www.lab.test"
SENDERS = ("sender-one", "sender-two", "sender-three")
CALLERS = ("caller-one", "caller-two")
MAKER = "maker"
ACCESSORS = "accessors"
TOOLS = {
    "axios": CHECKOUT / "node_modules" / "axios" / "dist" / "axios.min.js",
    "jquery": CHECKOUT / "node_modules" / "jquery" / "dist" / "jquery.min.js",
}
WRAPPERS = tuple(sorted(path.stem for path in (LAB / "wrappers").glob("*.js")))
SDKS = tuple(sorted(path.stem for path in (LAB / "sdks").glob("*.js")))
WORKERS = {
    "/workers/own.js": LAB / "parts" / "worker_own.js",
    "/workers/shared.js": LAB / "parts" / "worker_shared.js",
    "/workers/service.js": LAB / "parts" / "worker_service.js",
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One script of the lab and the host that its vendor's requests go to."""

    name: str
    host: str
    """It is served at `https://HOST/NAME.js`."""
    file: Path
    collector: str = ""

    @property
    def url(self) -> str:
        """Where a page loads it from."""
        return f"https://{self.host}/{self.name}.js"


def parts(folder: Path, *, neutral: bool) -> dict[str, Part]:
    """Every part by name; vendors' bundles are made in `folder`.

    `neutral`: no vendor's name is in a host, and its script and its requests have no domain in
    common, as behind a proxy of the site's own: who it is can't be read from an address.
    """
    plain = dict.fromkeys(SENDERS, LAB / "parts" / "sender.js")
    plain |= dict.fromkeys(CALLERS, LAB / "parts" / "caller.js")
    plain |= {name: LAB / "parts" / f"{name}.js" for name in (MAKER, ACCESSORS)} | TOOLS
    made = {name: Part(name=name, host=f"{name}.test", file=file) for name, file in plain.items()}
    for number, name in enumerate((*WRAPPERS, *SDKS)):
        named = (f"cdn.{name}.test", f"in.{name}.test")
        hosts = (f"s{number}.files.test", f"c{number}.collect.test") if neutral else named
        file = folder / f"{'neutral' if neutral else 'named'}-{name}.js"
        made[name] = Part(name=name, host=hosts[0], collector=hosts[1], file=file)
    if neutral:
        made = {name: _renamed(part, n) for n, (name, part) in enumerate(made.items())}
    _bundle([part for part in made.values() if part.collector])
    return made


def _renamed(part: Part, number: int) -> Part:
    return Part(
        name=f"p{number}" if part.collector else part.name,
        host=part.host,
        collector=part.collector,
        file=part.file,
    )


def _bundle(vendors: list[Part]) -> None:
    """Bundle each vendor's script, told its own hosts."""
    options = [
        {
            "entryPoints": [str(_source(part))],
            "outfile": str(part.file),
            "bundle": True,
            "minify": True,
            "format": "iife",
            "charset": "utf8",
            "legalComments": "none",
            "define": {
                "COLLECTOR": json.dumps(part.collector),
                "FILES": json.dumps(part.host),
                "process.env.NODE_ENV": '"production"',
                "global": "window",
            },
            "logLevel": "error",
        }
        for part in vendors
        if not part.file.exists()
    ]
    if options:
        vendor_bundles.built(options)


def _source(part: Part) -> Path:
    name = part.file.stem.partition("-")[2] + ".js"
    wrapper = LAB / "wrappers" / name
    return wrapper if wrapper.exists() else LAB / "sdks" / name
