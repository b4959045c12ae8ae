"""How the stack is unwound, from macOS' table to the one that libgcc knows (DWARF's .eh_frame).

The table is that of mach-o/compact_unwind_encoding.h: an encoding for each function, which says where its caller's registers
are. Functions whose encoding is "see DWARF" are left to the module's own __eh_frame.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

PERSONALITY = 0x30000000
# DWARF's numbers of registers.
RBP, RSP, RETURN = 6, 7, 16
REGISTERS = {1: 3, 2: 12, 3: 13, 4: 14, 5: 15, 6: RBP}  # of the encoding: rbx, r12 to r15, rbp
X29, X30, SP = 29, 30, 31
PAIRS = {1 << i: 19 + 2 * i for i in range(5)} | {0x100 << i: 72 + 2 * i for i in range(4)}  # x19 to x28, d8 to d15
# Of the digits that say in which order so many registers are saved: the product of the bases of those behind.
WEIGHTS = ((), (1,), (5, 1), (20, 4, 1), (60, 12, 3, 1), (120, 24, 6, 2, 1), (120, 24, 6, 2, 1, 1))


Saved = tuple[tuple[int, int], ...]
Place = tuple[int, int, Saved]  # base, offset, saved


class Function(NamedTuple):
    """start, end: offsets in the image. base + offset: the caller's stack pointer; saved: registers of the caller, and how
    many words below that each lies. personality: offset of a pointer, and lsda: what C++ says of its handlers; 0 for none.
    """

    start: int
    end: int
    base: int
    offset: int
    saved: Saved
    personality: int
    lsda: int


def functions(machine: str, image: bytes, table: int) -> Iterator[Function]:
    """Those of the section that begins at `table`; machine: as macOS calls it."""
    place_of = {"x86_64": on_x86_64, "arm64": on_arm64}[machine]

    def numbers(kind: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from("<" + kind, image, table + at)

    _, common_at, common_count, personality_at, personality_count, index_at, index_count = numbers("7I", 0)
    common = numbers(f"{common_count}I", common_at)
    personalities = numbers(f"{personality_count}I", personality_at)
    index = [numbers("3I", index_at + 12 * i) for i in range(index_count)]
    lsdas = dict(numbers("2I", at) for at in range(index[0][2], index[-1][2], 8))
    found = [entry for first, page, _ in index[:-1] for entry in entries(numbers, first, page, common)]
    for (start, encoding), end in zip(found, [start for start, _ in found[1:]] + [index[-1][0]]):
        place = place_of(image, start, encoding)
        if place is not None:
            number = (encoding & PERSONALITY) >> 28
            yield Function(start, end, *place, personalities[number - 1] if number else 0, lsdas.get(start, 0))


def entries(numbers, first: int, page: int, common: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Start and encoding of each function of a page."""
    kind, entries_at, count = numbers("IHH", page)
    if kind == 2:  # regular
        yield from (numbers("2I", page + entries_at + 8 * i) for i in range(count))
        return
    own_at, own_count = numbers("2H", page + 8)
    known = common + numbers(f"{own_count}I", page + own_at)
    for entry in numbers(f"{count}I", page + entries_at):
        yield first + (entry & 0xffffff), known[entry >> 24]


def on_x86_64(image: bytes, start: int, encoding: int) -> Place | None:
    """None where this table does not tell."""
    mode, size = encoding >> 24 & 0xf, encoding >> 16 & 0xff
    if mode == 1:  # a frame of rbp
        saved = [(REGISTERS[number], 2 + size - i) for i in range(5) if (number := encoding >> 3 * i & 7)]
        return RBP, 16, ((RETURN, 1), (RBP, 2), *saved)
    if mode == 2:
        stack = 8 * size
    elif mode == 3:  # the subtraction in the function's beginning has the number
        stack = struct.unpack_from("<I", image, start + size)[0] + 8 * (encoding >> 13 & 7)
    else:
        return None
    count = encoding >> 10 & 7
    saved = [(REGISTERS[number], 1 + count - i) for i, number in enumerate(permuted(count, encoding & 0x3ff))]
    return RSP, stack, ((RETURN, 1), *saved)


def on_arm64(image: bytes, start: int, encoding: int) -> Place | None:
    """None where this table does not tell."""
    mode = encoding >> 24 & 0xf
    if mode == 2:  # without a frame: a function that calls none, its caller in x30 all the time
        return SP, 16 * (encoding >> 12 & 0xfff), ()
    if mode != 4:
        return None
    registers = [first + i for bit, first in PAIRS.items() if encoding & bit for i in (0, 1)]
    return X29, 16, ((X30, 1), (X29, 2), *((register, 3 + i) for i, register in enumerate(registers)))


def permuted(count: int, order: int) -> list[int]:
    """The registers that a number stands for: each digit chooses among those that are left."""
    left, chosen = list(range(1, 7)), []
    for weight in WEIGHTS[count]:
        digit, order = divmod(order, weight)
        chosen.append(left.pop(digit))
    return chosen


def eh_frame(machine: str, found: Iterable[Function], image: int, pointer_at: Callable[[int], int]) -> bytes:
    """For __register_frame; `image` is where the image lies, `pointer_at` reads a pointer of it."""
    out = bytearray()
    begins: dict[int, int] = {}
    for function in found:
        if function.personality not in begins:
            begins[function.personality] = len(out)
            out += common_entry({"x86_64": RETURN, "arm64": X30}[machine],
                                pointer_at(function.personality) if function.personality else 0)
        out += entry(function, image, len(out) + 4 - begins[function.personality])
    return bytes(out + struct.pack("<I", 0))


def common_entry(return_register: int, personality: int) -> bytes:
    """Addresses are absolute, offsets multiples of -8."""
    kinds = bytes([1, 0x78, return_register])  # code alignment, data alignment
    if personality:
        body = b"\1zPLR\0" + kinds + bytes([11, 0]) + struct.pack("<Q", personality) + b"\0\0"
    else:
        body = b"\1zR\0" + kinds + bytes([1, 0])
    return with_length(struct.pack("<I", 0) + body)


def entry(function: Function, image: int, to_common: int) -> bytes:
    lsda = struct.pack("<Q", image + function.lsda if function.lsda else 0) if function.personality else b""
    rules = b"\x0c" + leb(function.base) + leb(function.offset)  # DW_CFA_def_cfa
    for register, words in function.saved:
        rules += b"\x05" + leb(register) + leb(words)  # DW_CFA_offset_extended
    addresses = struct.pack("<QQ", image + function.start, function.end - function.start)
    return with_length(struct.pack("<I", to_common) + addresses + leb(len(lsda)) + lsda + rules)


def with_length(body: bytes) -> bytes:
    body += bytes(-(len(body) + 4) % 8)  # DW_CFA_nop
    return struct.pack("<I", len(body)) + body


def leb(number: int) -> bytes:
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7f | 0x80)
        number >>= 7
    return bytes([*out, number])
