"""What a reading gives: a Page of Lines of Words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterator, List, Mapping, Optional, Sequence, Tuple, Union, overload

from . import drawing, formats, saving
from ._core import Error

if TYPE_CHECKING:
    import os

    from .sources import Source

Point = Tuple[float, float]
Quad = Tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Word:
    """A run of characters without a space between them, or a single character.

    quad: four (x, y) in pixels of the upright picture, clockwise from the top-left corner of the text as it is read.
    confidence: mean over the characters, 0 to 1.
    """

    text: str
    quad: Quad
    confidence: float


@dataclass(frozen=True)
class Line:
    """One line of text.

    quad: four (x, y) in pixels of the upright picture, clockwise from the top-left corner of the text as it is read.
    confidence: mean over the characters and the spaces between them, 0 to 1.
    words, characters: the line's parts from its beginning to its end, each a Word.
    """

    text: str
    confidence: float
    quad: Quad
    words: Tuple[Word, ...] = ()
    characters: Tuple[Word, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """What a reading gave up to keep within `budget_ms` or `memory_limit_mb`.

    detector_side, usual_detector_side: the longer side in pixels that text was searched at, and at which it would have
        been; both 0 where that was not changed.
    lines: quads of lines that were found but not read.
    unchecked: lines that may have been read from the wrong side; there was no time to look.
    """

    detector_side: int = 0
    usual_detector_side: int = 0
    lines: Tuple[Quad, ...] = ()
    unchecked: int = 0


class Page:
    """The lines of one picture in reading order: `len(page)`, `page[0]` and `for line in page` are about them.

    A blank picture gives a page without lines. In a batch, a picture that could not be read gives a page without
    lines whose `error` says why.

    source: the file's path, or the name given to the picture.
    width, height: of the upright picture in pixels; 0 where it could not be read.
    text: the lines' texts, one a row; lines side by side on one row are joined by a space.
    elapsed_ms: milliseconds by stage: decode, detect, classify, recognize, total.
    copied_bytes: bytes that were written anew by kind: decode, resize, convert, unfold, mask, warp.
    left_out: None, or what was given up to keep within a limit of time or memory.
    error: None, or what went wrong.
    """

    def __init__(
        self,
        width: int,
        height: int,
        lines: Sequence[Line] = (),
        *,
        text: Optional[str] = None,
        elapsed_ms: Optional[Mapping[str, float]] = None,
        copied_bytes: Optional[Mapping[str, int]] = None,
        left_out: Optional[LeftOut] = None,
        source: str = "image",
        error: Optional[Error] = None,
        picture: Optional[Source] = None,
    ) -> None:
        self.width = width
        self.height = height
        self.lines: Tuple[Line, ...] = tuple(lines)
        self.text: str = "\n".join(line.text for line in self.lines) if text is None else text
        self.elapsed_ms: dict[str, float] = dict(elapsed_ms or {})
        self.copied_bytes: dict[str, int] = dict(copied_bytes or {})
        self.left_out = left_out
        self.source = source
        self.error = error
        self._picture = picture

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Tuple[Line, ...]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[Line, Tuple[Line, ...]]:
        return self.lines[index]

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        state = f"{len(self)} lines" if self.error is None else f"error: {self.error}"
        return f"<Page {self.source!r}, {self.width} x {self.height}, {state}>"

    def __getstate__(self) -> dict[str, Any]:
        """A pickled page knows its picture only where that is a file."""
        picture = self._picture if self._picture is not None and self._picture.path is not None else None
        return {**self.__dict__, "_picture": picture}

    @property
    def blocks(self) -> List[formats.Block]:
        """Headings, paragraphs and tables in reading order, as far as geometry tells them."""
        return formats.blocks_of(self)

    def to_dict(self, *, characters: bool = False) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers; see docs/python.md for the fields."""
        return formats.as_dict(self, characters=characters)

    def to_json(self, *, characters: bool = False, indent: Optional[int] = None) -> str:
        """`to_dict` as JSON; non-ASCII text stays readable."""
        return formats.as_json(self, characters=characters, indent=indent)

    def to_tsv(self) -> str:
        """A header row and one tab-separated row a line of text."""
        return formats.render(self, "tsv")

    def to_hocr(self) -> str:
        """An hOCR document (HTML with boxes), as Tesseract writes it."""
        return formats.render(self, "hocr")

    def to_markdown(self) -> str:
        """Headings, paragraphs and tables, as far as geometry tells them."""
        return formats.render(self, "markdown")

    def save(self, path: Union[str, os.PathLike[str]], *, format: Optional[str] = None) -> None:
        """Writes the page to a file, whole or not at all.

        format: a name of `dsocr read --format`; None goes by the ending of `path`: .txt, .json, .jsonl, .tsv, .csv,
            .md, .hocr, .xml (ALTO), .pdf, and as `draw` for .png, .jpg, .jpeg.
        """
        saving.save(self, path, format)

    def pixels(self) -> Any:
        """The upright picture as a buffer, H x W or H x W x {1, 3, 4} of uint8, decoded again where it has to be."""
        if self.error is not None:
            raise self.error
        if self._picture is None:
            raise Error(f"{self.source}: this page does not know its picture (pixels do not travel between processes)")
        return self._picture.pixels(max(self.width * self.height, 1))

    def draw(self, path: Union[str, os.PathLike[str]], *, numbers: bool = True) -> None:
        """Writes the picture with an outline around each line to a .png, .jpg or .jpeg file.

        numbers: whether each line's number in reading order, from 1, stands beside it.
        """
        drawing.save(self, path, numbers=numbers)
