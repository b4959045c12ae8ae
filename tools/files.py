"""Where files are kept between runs, and how they are written: complete or not at all."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.errors import ToolError


def cache_root() -> Path:
    """`$DSOCR_CACHE`, else `dsocr-native` in the user's cache folder."""
    if override := os.environ.get("DSOCR_CACHE"):
        return Path(override)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "dsocr-native"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_file(path: Path, data: bytes) -> None:
    """Writes to a temporary name in the same folder, then renames; a full disk leaves nothing half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:  # such as "no space left", which names no file
            error.filename = str(path)
        raise


@contextmanager
def new_folder(path: Path, replace: bool = False) -> Iterator[Path]:
    """Yields an empty temporary folder beside `path`; it takes that name only when the block succeeds.

    With `replace`, a folder that has the name is moved aside first and deleted last.
    """
    if path.exists() and not replace:
        raise ToolError(f"{path} exists already; remove it or choose another name")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    try:
        temporary.chmod(0o755)
        yield temporary
        _take_name(temporary, path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _take_name(temporary: Path, path: Path) -> None:
    if not path.exists():
        temporary.rename(path)
        return
    old = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.old."))
    path.rename(old)
    temporary.rename(path)
    shutil.rmtree(old)


def check_same(folder: Path, settings: dict[str, object]) -> None:
    """Keeps what the files in a folder follow from beside them, and refuses to add others to them."""
    file = folder / "settings.json"
    if not file.is_file():
        write_file(file, (json.dumps(settings, indent=1) + "\n").encode())
        return
    before = json.loads(file.read_text(encoding="utf-8"))
    if changed := [name for name in settings if before.get(name) != settings[name]]:
        raise ToolError(f"{folder} was begun with {changed[0]} {before.get(changed[0])}, now it is {settings[changed[0]]}; "
                        "remove the folder or choose another --output")
