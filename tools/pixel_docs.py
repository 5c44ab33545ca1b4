"""The page of known wire formats, docs/pixels.md, printed from the room of pixels."""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from scriptward.knowledge.hits import room
from scriptward.knowledge.pixel import Pixel

OWNS = "docs/pixels.md"
_HEAD = """# Pixels

The wire formats that scriptward reads: which product was told what about which page. A request
to a vendor's own host is read as that vendor's; on any other host, such as a proxy or CNAME of
the site, the format is told by its parameters. What nobody knows of a format is kept as well.

What a pixel carries becomes data of the flow: the page's address and title, the text of a button,
a search phrase, the name of a form field, an id, an e-mail address or its hash. Its certainty is
`inferred`: the format says what a parameter means, not a value that was looked for. The hash of a
snippet's placeholder is nobody's data; it is shown as `placeholder` with the certainty `hint`.
"""
_PROOF = re.compile(r"^Proof: ", re.MULTILINE)


def render() -> dict[Path, str]:
    """The page; the same pixels give the same bytes."""
    parts = [_HEAD, *(_section(pixel) for pixel in room().values())]
    return {Path(OWNS): "\n".join(parts)}


def _section(pixel: Pixel) -> str:
    doc = inspect.cleandoc(sys.modules[pixel.read.__module__].__doc__ or "")
    return "\n".join(
        (
            f"## {pixel.product}",
            "",
            _PROOF.sub("\n**Proof:** ", doc).replace("\n\n\n", "\n\n"),
            "",
            *_facts(pixel),
            "",
        )
    )


def _facts(pixel: Pixel) -> Iterator[str]:
    yield f"- Hosts: {_listed(pixel.hosts)}"
    for signature in pixel.signatures:
        signs = (name if value is not None else f"no {name}" for name, value in signature.items())
        yield f"- On any host by: {_listed(signs)}"
    if not pixel.signatures:
        yield "- On any host by: nothing; its parameters are not known well enough"
    for word, names in (("Account", pixel.account), ("Page", pixel.page_url)):
        if names:
            yield f"- {word}: {_listed(names)}"
    if pixel.carries:
        yield f"- Carries: {_listed(sorted(kind.value for kind in pixel.carries))}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join("the path" if name == ":path" else f"`{name}`" for name in names)
