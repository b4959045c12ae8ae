"""Pictures in folders."""

from pathlib import Path

import cv2
import numpy as np

from tools.errors import ToolError
from tools.files import sha256

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")  # in capitals as well, as cameras write them


def pictures_of(folders: list[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.iterdir() if path.suffix.lower() in ENDINGS)


def sha256_of_paths(pictures: list[Path]) -> str:
    """Changes with which pictures there are."""
    return sha256(repr([str(path) for path in pictures]).encode())


def read_picture(path: Path) -> np.ndarray:
    """u8 [H, W, 3], blue, green, red."""
    picture = cv2.imread(str(path))
    if picture is None:
        raise ToolError(f"{path} cannot be read as a picture")
    return picture
