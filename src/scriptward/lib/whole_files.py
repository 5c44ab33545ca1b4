"""Files that are in their place whole or not at all: a server may be reading the one before."""

import tempfile
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Put a file in its place, readable by everybody; folders above it are made.

    Raises OSError with the file's name; what was there before then stays as it was.
    """
    whole: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as beside:
            whole = Path(beside.name)
            beside.write(content)
        whole.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        whole.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        if whole is not None:
            whole.unlink(missing_ok=True)
