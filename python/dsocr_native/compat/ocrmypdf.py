"""A plugin that lets OCRmyPDF read with this package in place of Tesseract.

    ocrmypdf --plugin dsocr_native.compat.ocrmypdf scan.pdf searchable.pdf

It needs OCRmyPDF 17; Tesseract need not be installed. The languages are those of the model, whatever `--language` says.
"""

from __future__ import annotations

import math
import threading
from pathlib import Path
from statistics import median
from typing import Any, List, Optional, Set, Tuple

from ocrmypdf import hookimpl  # type: ignore[import-not-found,unused-ignore]

# OCRmyPDF itself looks at Tesseract's options, so these two hooks of its plugin stay when the plugin goes.
from ocrmypdf.builtin_plugins.tesseract_ocr import (  # type: ignore[import-not-found,unused-ignore]
    add_options,
    register_options,
)
from ocrmypdf.exceptions import BadArgsError  # type: ignore[import-not-found,unused-ignore]
from ocrmypdf.hocrtransform import (  # type: ignore[import-not-found,unused-ignore]
    BoundingBox,
    OcrClass,
    OcrElement,
)
from ocrmypdf.pluginspec import OcrEngine, OrientationConfidence  # type: ignore[import-not-found,unused-ignore]
from PIL import Image

from .. import _core
from ..formats.geometry import around, box_of
from ..page import Line, Page, Quad
from ..reader import Reader
from ..saving import write_document

__all__ = ["DsocrEngine", "add_options", "get_ocr_engine", "initialize", "register_options"]

TESSERACT = "ocrmypdf.builtin_plugins.tesseract_ocr"
STEEPEST = 20  # degrees; what is tilted more is no crooked scan
LEVEL = 0.5  # degrees; less is the noise of finding lines
MAJORITY = 21.0  # times the share of the text: two thirds of it pass OCRmyPDF's bound of 14
_reader: Optional[Reader] = None
_lock = threading.Lock()


def reader() -> Reader:
    """One in each of OCRmyPDF's workers; it reads pages side by side itself, so one thread each is right."""
    global _reader
    with _lock:
        if _reader is None:
            _reader = Reader(threads=1)
    return _reader


class DsocrEngine(OcrEngine):  # type: ignore[misc,unused-ignore]
    """What OCRmyPDF asks of an engine."""

    @staticmethod
    def version() -> str:
        """Ours."""
        return _core.__version__

    @staticmethod
    def creator_tag(options: Any) -> str:
        """Stands in the document's metadata."""
        return f"dsocr-native {_core.__version__}"

    def __str__(self) -> str:
        return f"dsocr-native {_core.__version__}"

    @staticmethod
    def languages(options: Any) -> Set[str]:
        """Whatever was asked for: the model reads all that it knows at once."""
        return set(options.languages or ("eng",)) | {"eng", "chi_sim", "chi_tra", "jpn"}

    @staticmethod
    def get_orientation(input_file: Path, options: Any) -> OrientationConfidence:
        """Degrees clockwise in which most of the text points."""
        lines = list(reader().read(input_file))
        angles = [round(angle_of(line) / 90) * 90 % 360 for line in lines for _ in line.text]
        if not angles:
            return OrientationConfidence(angle=0, confidence=0.0)
        best = max(set(angles), key=angles.count)
        return OrientationConfidence(angle=best, confidence=MAJORITY * angles.count(best) / len(angles))

    @staticmethod
    def get_deskew(input_file: Path, options: Any) -> float:
        """Degrees, counter-clockwise, that make the median line level."""
        angles = [angle_of(line) for line in reader().read(input_file) if len(line.text) > 3]
        level = [angle for angle in angles if abs(angle) < STEEPEST]
        return median(level) if level else 0.0

    @staticmethod
    def supports_generate_ocr() -> bool:
        """So that OCRmyPDF takes elements and no files."""
        return True

    @staticmethod
    def generate_ocr(input_file: Path, options: Any, page_number: int = 0) -> Tuple[OcrElement, str]:
        """A page's lines and words as OCRmyPDF's elements, and its text."""
        page = reader().read(input_file)
        return page_element(page, resolution_of(input_file), page_number), page.text + "\n"

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: Any) -> None:
        """The same as files."""
        page = reader().read(input_file)
        page.save(output_hocr, format="hocr")
        write_document([page.text + "\n"], output_text)

    @staticmethod
    def generate_pdf(input_file: Path, output_pdf: Path, output_text: Path, options: Any) -> None:
        """OCRmyPDF's older way, which this plugin does without."""
        raise BadArgsError("dsocr-native gives elements; leave out --pdf-renderer sandwich")


def page_element(page: Page, dpi: float, number: int) -> OcrElement:
    """A page with one paragraph a line: OCRmyPDF looks for lines in paragraphs alone."""
    lines = [OcrElement(ocr_class=OcrClass.PARAGRAPH, bbox=line.bbox, children=[line])
             for line in map(line_element, page)]
    bbox = BoundingBox(left=0, top=0, right=page.width, bottom=page.height)
    return OcrElement(ocr_class=OcrClass.PAGE, bbox=bbox, dpi=dpi, page_number=number, children=lines)


def line_element(line: Line) -> OcrElement:
    """A line with its words; the angle is told counter-clockwise there."""
    angle = angle_of(line)
    words = [OcrElement(ocr_class=OcrClass.WORD, text=text, bbox=bounds(quads), confidence=line.confidence)
             for text, quads in spaced_words(line)]
    return OcrElement(ocr_class=OcrClass.LINE, bbox=bounds([line.quad]), children=words,
                      textangle=-angle if abs(angle) > LEVEL else None)


def spaced_words(line: Line) -> List[Tuple[str, List[Quad]]]:
    """What stands between spaces, for OCRmyPDF puts a space between words: Chinese has none."""
    words: List[Tuple[str, List[Quad]]] = []
    end = 0
    for word in line.words:
        start = line.text.find(word.text, end)
        if words and start == end:
            words[-1] = (words[-1][0] + word.text, words[-1][1] + [word.quad])
        else:
            words.append((word.text, [word.quad]))
        end = start + len(word.text)
    return words


def bounds(quads: List[Quad]) -> BoundingBox:
    """The upright box around."""
    box = around(box_of(quad) for quad in quads)
    return BoundingBox(left=box.left, top=box.top, right=box.right, bottom=box.bottom)


def resolution_of(file: Path) -> float:
    """Dots per inch, as OCRmyPDF wrote them into the page's picture."""
    with Image.open(file) as picture:
        return float(picture.info.get("dpi", (72, 72))[0])


def angle_of(line: Line) -> float:
    """Degrees clockwise from level, -180 to 180, of a line's upper edge."""
    (x1, y1), (x2, y2), *_ = line.quad
    return math.degrees(math.atan2(y2 - y1, x2 - x1))


@hookimpl  # type: ignore[untyped-decorator,misc,unused-ignore]
def initialize(plugin_manager: Any) -> None:
    """Takes Tesseract's place; its plugin would insist on the program."""
    plugin_manager.set_blocked(TESSERACT)


@hookimpl  # type: ignore[untyped-decorator,misc,unused-ignore]
def get_ocr_engine(options: Any = None) -> Optional[OcrEngine]:
    """Ours, unless none is wanted."""
    return None if getattr(options, "ocr_engine", "auto") == "none" else DsocrEngine()
