"""TiddlyWiki by its own Node server. Started with PORT, PLANT, PACKAGES and DATA set."""

import os
import subprocess
from pathlib import Path

WIKI = Path(os.environ["DATA"]) / "wiki"
TIDDLYWIKI = ["node", f"{os.environ['PACKAGES']}/node_modules/tiddlywiki/tiddlywiki.js"]


def main() -> None:
    """Make an empty wiki and serve it."""
    if not WIKI.exists():
        subprocess.run([*TIDDLYWIKI, WIKI, "--init", "server"], check=True)
    (WIKI / "tiddlers").mkdir(exist_ok=True)
    (WIKI / "tiddlers" / "planted.tid").write_text(
        f"title: planted\ntags: $:/tags/RawMarkup\ntype: text/plain\n\n{os.environ['PLANT']}"
    )
    os.execvp("node", [*TIDDLYWIKI, str(WIKI), "--listen", f"port={os.environ['PORT']}"])  # noqa: S606


if __name__ == "__main__":
    main()
