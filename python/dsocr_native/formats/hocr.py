"""hOCR 1.2: HTML that carries boxes and confidences, as Tesseract writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from .._core import __version__
from .direction import runs_from_right
from .format import Format
from .geometry import Box, box_of
from .xml_text import printable

if TYPE_CHECKING:
    from ..page import Line, Page, Word

HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>dsocr</title>
  <meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
  <meta name="ocr-system" content="dsocr {__version__}"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word ocrp_poly ocrp_wconf"/>
 </head>
 <body>
"""
FOOT = " </body>\n</html>\n"


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """One document with an ocr_page for each picture that could be read."""
    yield HEAD
    for number, page in enumerate((page for page in pages if page.error is None), 1):
        yield page_element(page, number)
    yield FOOT


def page_element(page: Page, number: int) -> str:
    """A picture; the title's path is quoted as hOCR asks for it."""
    path = printable(page.source).replace("\\", "\\\\").replace('"', '\\"')
    title = f'image "{path}"; bbox 0 0 {page.width} {page.height}; ppageno {number - 1}'
    lines = "".join(line_element(line, f"{number}_{i}") for i, line in enumerate(page, 1))
    return f'  <div class="ocr_page" id="page_{number}" title={quoteattr(title)}>\n{lines}  </div>\n'


def line_element(line: Line, number: str) -> str:
    """A line with its corners, for it may be tilted."""
    corners = " ".join(f"{round(x)} {round(y)}" for x, y in line.quad)
    title = f"bbox {bbox(box_of(line.quad))}; poly {corners}"
    words = " ".join(word_element(word, f"{number}_{i}") for i, word in enumerate(line.words, 1))
    content = words or escape(printable(line.text))
    direction = ' dir="rtl"' if runs_from_right(line.text) else ""
    return f'   <span class="ocr_line" id="line_{number}"{direction} title="{title}">{content}</span>\n'


def word_element(word: Word, number: str) -> str:
    """A word; its confidence in per cent."""
    title = f"bbox {bbox(box_of(word.quad))}; x_wconf {round(word.confidence * 100)}"
    return f'<span class="ocrx_word" id="word_{number}" title="{title}">{escape(printable(word.text))}</span>'


def bbox(box: Box) -> str:
    """Whole pixels; a box that begins outside of the picture begins at its edge."""
    return " ".join(str(max(round(value), 0)) for value in box)


HOCR = Format("hocr", ".hocr", "HTML with boxes and confidences", write, needs_its_end=True)
