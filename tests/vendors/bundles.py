"""What the vendors serve: their SDKs' scripts, bundled by the pinned esbuild, and their answers."""

from pathlib import Path

from tests.vendors import visit
from tests.vendors.sdk import CHECKOUT, SDKS, sdks
from tests.vendors.server import Vendors
from tools import vendor_bundles


def bundled(folder: Path) -> Vendors:
    """What the vendors serve: each script of `sdks/`, bundled into `folder`, and their answers."""
    options = {
        "entryPoints": sorted(map(str, SDKS.glob("*.js"))),
        "outdir": str(folder),
        "bundle": True,
        "minify": True,
        "format": "iife",
        "charset": "utf8",
        "legalComments": "none",
        "define": visit.constants(),
        "logLevel": "error",
    }
    vendor_bundles.built([options])
    scripts = {f"cdn.{sdk.domain}/page.js": folder / f"{sdk.name}.js" for sdk in sdks().values()}
    others = {
        address.replace("{version}", sdk.version): CHECKOUT / name
        for sdk in sdks().values()
        for address, name in sdk.files.items()
    }
    answers = {at: text for sdk in sdks().values() for at, text in sdk.answers.items()}
    headers = {at: more for sdk in sdks().values() for at, more in sdk.headers.items()}
    return Vendors(files=scripts | others, answers=answers, headers=headers)
