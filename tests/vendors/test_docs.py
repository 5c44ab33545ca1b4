"""docs/sdks.md says of every SDK what the tests prove, and of no other."""

import re

from tests.vendors.sdk import CHECKOUT, sdks

ROW = re.compile(r"\| (\S+) (\S+) \| `(\S+)` \| .+ \| (.+) \|")


def proven():
    """`{(package, version, sent to): names of encodings}`."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for sdk in sdks().values():
        for row in sdk.rows:
            names = found.setdefault((sdk.package, sdk.version, row.sent_to), set())
            names.update(name.rstrip("?") for name in row.encoding)
    return found


def told():
    """The same by the page's table."""
    rows = ROW.findall((CHECKOUT / "docs/sdks.md").read_text("utf-8"))
    return {tuple(where): set(unwrapped.split(", ")) - {"–"} for *where, unwrapped in rows}


def test_the_page_tells_every_sdk_its_version_endpoints_and_encodings():
    assert told() == proven()


def test_every_script_has_its_expectations_and_every_expectation_its_script():
    scripts = {path.stem for path in (CHECKOUT / "tests/vendors/sdks").glob("*.js")}

    assert scripts == sdks().keys()
