"""A Mach-O module as memory will have it, and what its loader has to do: a file of bytes and one of JSON, for run.py."""

from __future__ import annotations

import json
from pathlib import Path

import lief
import unwind

Section = lief.MachO.Section
KINDS = {
    "initializers": Section.TYPE.MOD_INIT_FUNC_POINTERS,
    "initializer_offsets": Section.TYPE.INIT_FUNC_OFFSETS,
}
MACHINES = {lief.MachO.Header.CPU_TYPE.X86_64: "x86_64", lief.MachO.Header.CPU_TYPE.ARM64: "arm64"}


def write(module: lief.MachO.Binary, folder: Path) -> None:
    """image.bin and image.json; all numbers count from the image's first byte."""
    machine = MACHINES[module.header.cpu_type]
    segments = [segment for segment in module.segments if segment.virtual_size]
    base = min(segment.virtual_address for segment in segments)
    size = max(segment.virtual_address + segment.virtual_size for segment in segments) - base
    image = bytearray(size)
    for segment in segments:
        content = bytes(segment.content)[:segment.virtual_size]
        start = segment.virtual_address - base
        image[start:start + len(content)] = content

    def of_kind(kind: Section.TYPE) -> list[list[int]]:
        return [[section.virtual_address - base, section.size] for section in module.sections if section.type == kind]

    def at(name: str) -> int:
        return next(section.virtual_address for section in module.sections if section.name == name) - base

    todo = {
        "base": base,
        "rebases": [relocation.address - base for relocation in module.relocations],
        "bindings": [[binding.address - base, binding.symbol.name, binding.addend, binding.library_ordinal]
                     for binding in module.bindings],
        "exports": {symbol.name: symbol.value - base for symbol in module.exported_symbols},
        "thread_data": thread_data(module, base),
        "machine": machine,
        "functions": list(unwind.functions(machine, bytes(image), at("__unwind_info"))),
        "eh_frame": at("__eh_frame"),
        **{name: of_kind(kind) for name, kind in KINDS.items()},
    }
    (folder / "image.bin").write_bytes(image)
    (folder / "image.json").write_text(json.dumps(todo))


def thread_data(module: lief.MachO.Binary, base: int) -> list[int]:
    """What each thread gets a copy of: the initial values, and the zeros behind them."""
    kinds = (Section.TYPE.THREAD_LOCAL_REGULAR, Section.TYPE.THREAD_LOCAL_ZEROFILL)
    parts = [section for section in module.sections if section.type in kinds]
    if not parts:
        return [0, 0]
    first = min(section.virtual_address for section in parts)
    return [first - base, max(section.virtual_address + section.size for section in parts) - first]
