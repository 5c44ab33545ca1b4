"""What must not stand anywhere in the repository."""

import re
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
REGISTRIES = re.compile(
    r"(pypi\.(python\.)?org|files\.pythonhosted|registry\.npmjs|registry\.yarnpkg|deb\.debian\.org)"
)
MACHINE_PATHS = re.compile(r"(^|[^A-Za-z0-9_.-])/(work|farm|root|home/[a-z]+)/")
TEXT = {".py", ".ts", ".js", ".toml", ".txt", ".json", ".yaml", ".yml", ".md", ".html", ".css", ""}


def offending(pattern):
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        path = CHECKOUT / name
        if path == Path(__file__) or path.suffix not in TEXT or not path.is_file():
            continue
        if path.is_relative_to(CHECKOUT / "tests") and "data" in path.parts:
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                yield f"{name}:{number}"


def test_no_registry_host_is_named():
    assert list(offending(REGISTRIES)) == []


def test_no_path_of_one_machine_is_named():
    assert list(offending(MACHINE_PATHS)) == []
