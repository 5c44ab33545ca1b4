"""JupyterLab with one notebook. Started with PORT, HOST, PLANT and DATA set."""

import json
import os
import sys
from pathlib import Path

import jupyterlab

DATA = Path(os.environ["DATA"])
NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "one",
            "metadata": {},
            "source": "print(6 * 7)",
            "outputs": [],
            "execution_count": None,
        }
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
CONFIG = """c.ServerApp.root_dir = {root!r}
c.ServerApp.allow_root = True
c.ServerApp.allow_remote_access = True
c.ServerApp.open_browser = False
c.ServerApp.trust_xheaders = True
c.ServerApp.allow_origin = {origin!r}
c.IdentityProvider.token = ""
c.ServerApp.disable_check_xsrf = True
c.LabApp.templates_dir = {templates!r}
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
"""


def main() -> None:
    """Write the notebook, plant in the page's template, and serve."""
    templates, root = DATA / "templates", DATA / "notebooks"
    templates.mkdir(exist_ok=True)
    root.mkdir(exist_ok=True)
    (root / "visits.ipynb").write_text(json.dumps(NOTEBOOK))
    share = Path(sys.prefix) / "share" / "jupyter" / "lab" / "static" / "index.html"
    plant = "{% raw %}" + os.environ["PLANT"] + "{% endraw %}</head>"
    (templates / "index.html").write_text(share.read_text().replace("</head>", plant, 1))
    config = DATA / "config.py"
    config.write_text(
        CONFIG.format(
            root=str(root), origin=f"https://{os.environ['HOST']}", templates=str(templates)
        )
    )
    words = ("lab", f"--config={config}", f"--port={os.environ['PORT']}", "--ip=127.0.0.1")
    os.execv(sys.executable, [sys.executable, "-m", jupyterlab.__name__, *words[1:]])  # noqa: S606


if __name__ == "__main__":
    main()
