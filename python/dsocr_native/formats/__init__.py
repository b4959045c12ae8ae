"""Pages as documents: one file a format, and this register of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._core import OptionError
from .alto import ALTO
from .blocks import Block, blocks_of
from .csv import CSV
from .format import Chunk, Format
from .hocr import HOCR
from .json import JSON, as_dict, as_json
from .jsonl import JSONL
from .layout import LAYOUT
from .markdown import MARKDOWN
from .pdf import PDF
from .text import TEXT
from .tsv import TSV

if TYPE_CHECKING:
    from ..page import Page

__all__ = ["FORMATS", "Block", "Chunk", "Format", "as_dict", "as_json", "blocks_of", "format_named", "render"]

FORMATS = {format.name: format for format in (TEXT, LAYOUT, JSON, JSONL, TSV, CSV, MARKDOWN, HOCR, ALTO, PDF)}


def format_named(name: str) -> Format:
    """The format, or an OptionError that lists them."""
    if name not in FORMATS:
        raise OptionError(f"format: found {name!r}, expected one of {', '.join(FORMATS)}")
    return FORMATS[name]


def render(page: Page, name: str) -> str:
    """One page as a document of a text format."""
    return "".join(str(chunk) for chunk in format_named(name).write([page], False))
