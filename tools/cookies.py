"""Writes knowledge/data/cookies.json: purpose and setter of known cookies and storage keys.

From the Open Cookie Database in tools/open_cookie_database; descriptions and links stay out.
"""

import csv
import json
from pathlib import Path

OWNS = (
    "src/scriptward/knowledge/data/cookies.json"
    " src/scriptward/knowledge/data/LICENSE.open-cookie-database.txt"
)
FOLDER = Path("src/scriptward/knowledge/data")
SOURCE = Path(__file__).resolve().parent / "open_cookie_database"


def render() -> dict[Path, str]:
    """The table and its licence, whole."""
    with (SOURCE / "open-cookie-database.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row(entry) for entry in csv.DictReader(file)]
    head = {
        "source": "jkwakman/Open-Cookie-Database, open-cookie-database.csv, commit 0ee5a17fe1cb",
        "version": "2026-01-21",
        "licence": "Apache-2.0, see LICENSE.open-cookie-database.txt",
        "changes": "fields we use only, without descriptions, retention and links; repeats dropped",
        "columns": ["name", "prefix", "domain", "purpose", "platform", "controller"],
    }
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in dict.fromkeys(rows))
    text = f'{json.dumps(head, indent=1)[:-2]},\n "cookies": [\n{lines}\n]}}\n'
    licence = (SOURCE / "LICENSE.txt").read_text("utf-8")
    return {
        FOLDER / "cookies.json": text,
        FOLDER / "LICENSE.open-cookie-database.txt": licence,
    }


def row(entry: dict[str, str]) -> tuple[str, bool, str, str, str, str]:
    """Name, whether it is the beginning of names, domain, purpose, platform, controller."""
    domain = entry["Domain"].split(" ")[0].split("(")[0].strip().lstrip(".").lower()
    return (
        entry["Cookie / Data Key name"].strip(),
        entry["Wildcard match"] == "1",
        domain if "." in domain else "",
        entry["Category"].strip().lower(),
        entry["Platform"].strip(),
        entry["Data Controller"].strip(),
    )
