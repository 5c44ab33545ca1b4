"""Runs every generator: `python -m tools.gen` writes what is stale, `--check` only tells.

A generator is a module of this folder with `OWNS` (globs, a space between) and `render()`, which
gives every file of OWNS whole; the same sources give the same bytes.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

import tools

ROOT = Path(__file__).resolve().parent.parent


class Generator(Protocol):
    """One module that writes files."""

    OWNS: str

    def render(self) -> dict[Path, str]:
        """`{path below the checkout: whole text}`."""
        ...


def generators() -> Iterator[Generator]:
    """Every generator of this folder, by name."""
    for name in sorted(info.name for info in pkgutil.iter_modules(tools.__path__)):
        module = importlib.import_module(f"tools.{name}")
        if hasattr(module, "OWNS"):
            yield cast("Generator", module)


def stale(generator: Generator, *, root: Path = ROOT) -> dict[Path, str | None]:
    """What differs from what the generator gives: `{path: wanted text, or None if left over}`."""
    wanted = generator.render()
    differing: dict[Path, str | None] = {
        path: text
        for path, text in wanted.items()
        if not (root / path).exists() or (root / path).read_text("utf-8") != text
    }
    owned = {path.relative_to(root) for glob in generator.OWNS.split() for path in root.glob(glob)}
    return differing | dict.fromkeys(owned - wanted.keys())


def write(path: Path, text: str | None) -> None:
    """Write a generated file, or remove one that was left over."""
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> int:
    """Write or check every generated file; status 1 when `--check` finds a stale one."""
    checking = "--check" in sys.argv[1:]
    found = {path: text for each in generators() for path, text in stale(each).items()}
    for path, text in sorted(found.items()):
        if checking:
            print(f"{path}: {'left over' if text is None else 'stale'}; run `make gen`")
        else:
            write(ROOT / path, text)
            print(f"{'removed' if text is None else 'wrote'} {path}")
    return 1 if checking and found else 0


if __name__ == "__main__":
    sys.exit(main())
