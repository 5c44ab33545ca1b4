"""Datasette over a registry of doctors. Started with PORT, PLANT and DATA set."""

import json
import os
import sqlite3
from pathlib import Path

DATA = Path(os.environ["DATA"])
PLUGIN = """from datasette import hookimpl
SNIPPET = {snippet}
@hookimpl
def extra_js_urls():
    return [{tag}]
@hookimpl
def extra_body_script():
    return SNIPPET
"""


def main() -> None:
    """Make the registry and serve it."""
    with sqlite3.connect(DATA / "registry.db") as database:
        database.execute("create table doctors (id integer primary key, name text, clinic text)")
        rows = [(f"Doctor {n}", ("Oncology", "Cardiology")[n % 2]) for n in range(40)]
        database.executemany("insert into doctors (name, clinic) values (?, ?)", rows)
    tag, _, snippet = os.environ["PLANT"].partition("\n")
    code = snippet.strip().removeprefix("<script>").removesuffix("</script>")
    plugins = DATA / "plugins"
    plugins.mkdir()
    (plugins / "planted.py").write_text(
        PLUGIN.format(snippet=json.dumps(code), tag=json.dumps(tag.split('"')[1]))
    )
    os.chdir(DATA)
    where = ("-h", "127.0.0.1", "-p", os.environ["PORT"])
    os.execvp("datasette", ["datasette", "registry.db", *where, "--plugins-dir", "plugins"])  # noqa: S606


if __name__ == "__main__":
    main()
