"""Text from pictures, on ARM devices and x86, without a dependency.

>>> import dsocr_native as dsocr
>>> print(dsocr.read("receipt.jpg"))           # text in reading order
>>> for line in dsocr.read("receipt.jpg"):
...     print(line.text, line.confidence, line.quad)

`read` uses the bundled model, loaded once. `Reader` gives control over model, threads and precision.
All coordinates are pixels of the upright picture (EXIF orientation applied), x to the right, y down,
(0, 0) the outer corner of the top-left pixel.
"""

from ._core import Error, FileError, ImageError, ModelError, OptionError, __version__
from .alphabets import Language, languages
from .catalog import Model, models
from .formats import Block
from .machine import info
from .page import LeftOut, Line, Page, Word
from .reader import Detection, Reader, read

__all__ = [
    "Block",
    "Detection",
    "Error",
    "FileError",
    "ImageError",
    "Language",
    "LeftOut",
    "Line",
    "Model",
    "ModelError",
    "OptionError",
    "Page",
    "Reader",
    "Word",
    "__version__",
    "info",
    "languages",
    "models",
    "read",
]
