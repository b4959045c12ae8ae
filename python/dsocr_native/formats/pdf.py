"""Searchable PDF: each picture as a page, its text over it, invisible, where it stands."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Dict, Iterable, Iterator, List

from .._core import annotate, encode
from .format import Format
from .pdf_font import Font
from .pdf_text import text_operators

if TYPE_CHECKING:
    from ..page import Page

CATALOG, TREE, FONT = 1, 2, 3  # object numbers that are known before the first page is
FIRST_FREE = 4
LONG_SIDE = 842.0  # points: A4's
JPEG_QUALITY = 85


class Writer:
    """Numbers objects, and remembers where each begins."""

    def __init__(self) -> None:
        self._offsets: Dict[int, int] = {}
        self._length = 0
        self._next = FIRST_FREE

    def raw(self, data: bytes) -> bytes:
        """Anything, counted."""
        self._length += len(data)
        return data

    def reserve(self) -> int:
        """The next number."""
        self._next += 1
        return self._next - 1

    def object(self, number: int, body: bytes) -> bytes:
        """An object."""
        self._offsets[number] = self._length
        return self.raw(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def stream(self, number: int, data: bytes, entries: bytes = b"", compress: bool = True) -> bytes:
        """A stream object."""
        if compress:
            data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
        return self.object(number, b"<< /Length %d%b >>\nstream\n%b\nendstream" % (len(data), entries, data))

    def end(self) -> bytes:
        """The table of where everything is."""
        rows = b"".join(b"%010d 00000 n \n" % self._offsets[number] for number in range(1, self._next))
        return (b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                % (self._next, rows, self._next, CATALOG, self._length))


def write(pages: Iterable[Page], many: bool) -> Iterator[bytes]:
    """One document; pages are written as they come, what they share at the end."""
    writer, font = Writer(), Font()
    numbers: List[int] = []
    yield writer.raw(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    for page in pages:
        if page.error is None:
            numbers.append(writer.reserve())
            yield page_objects(writer, page, numbers[-1], font)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    yield writer.object(TREE, b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(numbers)))
    yield writer.object(CATALOG, b"<< /Type /Catalog /Pages %d 0 R >>" % TREE)
    yield font_objects(writer, font)
    yield writer.end()


def page_objects(writer: Writer, page: Page, number: int, font: Font) -> bytes:
    """A page as large as A4 on its longer side, its picture and its text."""
    scale = LONG_SIDE / max(page.width, page.height)
    width, height = page.width * scale, page.height * scale
    content, picture = writer.reserve(), writer.reserve()
    operators = b"q %.2f 0 0 %.2f 0 0 cm /Picture Do Q\n" % (width, height) + text_operators(page, scale, font)
    body = (b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Resources "
            b"<< /XObject << /Picture %d 0 R >> /Font << /Text %d 0 R >> >> >>"
            % (TREE, width, height, content, picture, FONT))
    return writer.object(number, body) + writer.stream(content, operators) + picture_object(writer, page, picture)


def picture_object(writer: Writer, page: Page, number: int) -> bytes:
    """The picture as JPEG."""
    rgb = annotate(page.pixels(), [])
    entries = (b" /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
               b"/Filter /DCTDecode" % (rgb.width, rgb.height))
    return writer.stream(number, encode(rgb, "jpeg", JPEG_QUALITY), entries, compress=False)


def font_objects(writer: Writer, font: Font) -> bytes:
    """The font that all pages share, made when all their characters are known."""
    descendant, descriptor, file, glyphs, meaning = (writer.reserve() for _ in range(5))
    return b"".join((
        writer.object(FONT, b"<< /Type /Font /Subtype /Type0 /BaseFont /Invisible /Encoding /Identity-H "
                            b"/DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (descendant, meaning)),
        writer.object(descendant, b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invisible /DW %d "
                                  b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                                  b"/FontDescriptor %d 0 R /CIDToGIDMap %d 0 R >>" % (font.WIDTH, descriptor, glyphs)),
        writer.object(descriptor, b"<< /Type /FontDescriptor /FontName /Invisible /Flags 5 /FontFile2 %d 0 R "
                                  b"/FontBBox [0 %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d "
                                  b"/StemV 80 >>" % (file, font.DESCENT, font.WIDTH, font.ASCENT,
                                                     font.ASCENT, font.DESCENT, font.ASCENT)),
        writer.stream(file, font.file(), b" /Length1 %d" % len(font.file())),
        writer.stream(glyphs, font.glyph_of_each_code()),
        writer.stream(meaning, font.meaning_of_each_code()),
    ))


PDF = Format("pdf", ".pdf", "the pictures with invisible text over them, to search and copy", write, is_binary=True,
             needs_its_end=True)
