"""Settings from the environment, read once at the top and passed down as values."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything the environment may say."""

    browser: str = ""
    """SCRIPTWARD_BROWSER: path of a Chromium; `--browser` wins over it."""
    browser_folder: Path | None = None
    """Where set-up unpacks a browser of its own."""
    checkout: Path | None = None
    """The source checkout this is installed from; None for an installed package."""


def settings() -> Settings:
    """Read the environment."""
    checkout = Path(__file__).parents[3]
    return Settings(
        browser=os.environ.get("SCRIPTWARD_BROWSER", ""),
        browser_folder=Path(sys.prefix) / "chromium",
        checkout=checkout if (checkout / "demo").is_dir() else None,
    )
