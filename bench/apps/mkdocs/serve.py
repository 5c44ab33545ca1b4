"""A patients' handbook built by MkDocs Material. Started with PORT, HOST, PLANT and DATA set."""

import os
import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

DATA = Path(os.environ["DATA"])
CONFIG = f"""site_name: Handbook
site_url: https://{os.environ["HOST"]}/
theme:
  name: material
  custom_dir: overrides
  font: false
  features: [navigation.instant, search.suggest, search.highlight, content.code.copy]
  palette:
    - {{scheme: default, toggle: {{icon: material/weather-night, name: Dark}}}}
    - {{scheme: slate, toggle: {{icon: material/weather-sunny, name: Light}}}}
markdown_extensions: [pymdownx.tabbed: {{alternate_style: true}}, pymdownx.superfences]
"""
PAGES = {
    "index.md": "# Handbook\n\nWelcome. See [diabetes](diabetes.md).\n",
    "diabetes.md": "# Diabetes\n\nMeasure glucose daily.\n\n"
    '=== "Type 1"\n\n    Insulin.\n\n=== "Type 2"\n\n    Metformin.\n\n'
    '<form><label>E-mail <input id="email" type="email"></label></form>\n',
}


def main() -> None:
    """Build the handbook and serve it."""
    for name, text in (
        ("mkdocs.yml", CONFIG),
        (
            "overrides/main.html",
            '{% extends "base.html" %}{% block extrahead %}{% raw %}'
            + os.environ["PLANT"]
            + "{% endraw %}{% endblock %}",
        ),
        *((f"docs/{name}", text) for name, text in PAGES.items()),
    ):
        path = DATA / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    subprocess.run(["mkdocs", "build", "--quiet"], cwd=DATA, check=True)
    handler = partial(SimpleHTTPRequestHandler, directory=str(DATA / "site"))
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), handler).serve_forever()


if __name__ == "__main__":
    main()
