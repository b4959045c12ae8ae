"""Where the original of a recipe's network lies: in a pinned wheel, or in a file of the repository or of your own."""

from pathlib import Path

from tools.convert.fetch import check_hash, fetch
from tools.convert.sources import WHEELS
from tools.errors import ToolError

ROOT = Path(__file__).resolve().parents[2]


def locate(source: str, sha256: str = "") -> Path:
    """`source`: a member of a pinned wheel, or a path, relative to the repository's root.

    A file must have the SHA-256 that the recipe names; where it names none, the card records what it was.
    """
    if package_of(source):
        return fetch(source)
    path = ROOT / source
    if not path.is_file():
        known = ", ".join(member for wheel in WHEELS for member in wheel.members)
        raise ToolError(f"{source} is in no pinned wheel and no file of {ROOT}; the wheels have {known}")
    if sha256:
        check_hash(source, path.read_bytes(), sha256)
    return path


def package_of(source: str) -> str:
    """The wheel that carries `source`, as pip names it; empty for a file."""
    return next((wheel.requirement for wheel in WHEELS if source in wheel.members), "")
