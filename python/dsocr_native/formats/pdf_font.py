"""A font without ink: any character can be placed and copied, none is seen."""

from __future__ import annotations

import struct
from typing import Dict, List

INVISIBLE_GLYPH = 1


class Font:
    """Gives each character that is used a code of its own, from 1."""

    WIDTH = 500  # of every character, in thousandths of the font's size, as are the next two
    ASCENT = 800
    DESCENT = -200
    MOST = 0xFFFF

    def __init__(self) -> None:
        self._codes: Dict[str, int] = {}

    def codes(self, text: str) -> bytes:
        """The text as hexadecimal digits, four a character."""
        return b"".join(b"%04X" % self._code(character) for character in text)

    def _code(self, character: str) -> int:
        if len(self._codes) == self.MOST:
            return self._codes.get(character, 0)
        return self._codes.setdefault(character, len(self._codes) + 1)

    def glyph_of_each_code(self) -> bytes:
        """Two bytes a code: always the same glyph."""
        return struct.pack(">H", INVISIBLE_GLYPH) * (len(self._codes) + 1)

    def meaning_of_each_code(self) -> bytes:
        """The ToUnicode map; each section may hold a hundred characters."""
        pairs = [b"<%04X> <%b>" % (code, utf_16(character)) for character, code in self._codes.items()]
        sections = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
        listed = b"".join(b"%d beginbfchar\n%b\nendbfchar\n" % (len(part), b"\n".join(part)) for part in sections)
        return TO_UNICODE % listed

    def file(self) -> bytes:
        """A TrueType file of two glyphs: none, and the one that stands for every character."""
        glyph = self._glyph()
        box = (0, self.DESCENT, self.WIDTH, self.ASCENT)
        return sfnt({
            b"glyf": glyph,
            b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, *box,
                                 0, 8, 2, 0, 0),
            b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, self.ASCENT, self.DESCENT, 0, self.WIDTH, 0, 0,
                                 self.WIDTH, 1, 0, 0, 0, 0, 0, 0, 0, 2),
            b"hmtx": struct.pack(">HhHh", self.WIDTH, 0, self.WIDTH, 0),
            b"loca": struct.pack(">HHH", 0, 0, len(glyph) // 2),
            b"maxp": struct.pack(">IH13H", 0x10000, 2, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        })

    def _glyph(self) -> bytes:
        """A contour of two points: it covers no area, yet has a box, without which PDFium drops lone characters."""
        on_curve = 1
        head = struct.pack(">hhhhh", 1, 0, self.DESCENT, self.WIDTH, self.ASCENT)
        points = struct.pack(">HHBBhhhh", 1, 0, on_curve, on_curve, 0, self.WIDTH, self.DESCENT,
                             self.ASCENT - self.DESCENT)
        return head + points


def utf_16(character: str) -> bytes:
    """Hexadecimal digits, big-endian; a lone surrogate is shown as the replacement character."""
    return character.encode("utf-16-be", "replace").hex().upper().encode()


def sfnt(tables: Dict[bytes, bytes]) -> bytes:
    """Tables behind their directory, each on a multiple of four bytes."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = len(head) + 16 * count
    directory: List[bytes] = []
    body = b""
    for tag, data in sorted(tables.items()):
        directory.append(struct.pack(">4sIII", tag, checksum(data), offset + len(body), len(data)))
        body += data + bytes(-len(data) % 4)
    return head + b"".join(directory) + body


def checksum(data: bytes) -> int:
    """The sum of the big-endian words."""
    padded = data + bytes(-len(data) % 4)
    return sum(int.from_bytes(padded[i : i + 4], "big") for i in range(0, len(padded), 4)) & 0xFFFFFFFF


TO_UNICODE = b"""\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Invisible def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%bendcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
