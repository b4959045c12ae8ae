"""The built wheels, opened for inspection."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection
from elftools.elf.sections import SymbolTableSection

ROOT = Path(__file__).resolve().parents[2]


class Target(NamedTuple):
    machine: str
    libc: str

    def __str__(self) -> str:
        return f"{self.machine}-{self.libc}"


GLIBC = (Target("x86_64", "gnu"), Target("aarch64", "gnu"))
MUSL = (Target("x86_64", "musl"), Target("aarch64", "musl"))
TARGETS = GLIBC + MUSL


@dataclass(frozen=True)
class Wheel:
    path: Path
    files: dict[str, bytes] = field(repr=False)

    @property
    def module_name(self) -> str:
        return next(name for name in self.files if re.fullmatch(r"dsocr_native/_core\.(.*\.)?so", name))

    @property
    def module(self) -> ELFFile:
        return ELFFile(BytesIO(self.files[self.module_name]))

    def dist_info(self, name: str) -> bytes:
        return next(data for path, data in self.files.items() if path.endswith(f".dist-info/{name}"))

    @property
    def metadata(self) -> Message:
        return BytesParser().parsebytes(self.dist_info("METADATA"))


@cache
def wheel_of(target: Target) -> Wheel:
    """The wheel as `make wheels` leaves it, built first when it is missing or old."""
    command = [sys.executable, str(ROOT / "scripts" / "build_wheel.py"),
               "--machine", target.machine, "--libc", target.libc]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    path = Path(done.stdout.strip())
    with zipfile.ZipFile(path) as archive:
        return Wheel(path, {name: archive.read(name) for name in archive.namelist()})


def needed_libraries(elf: ELFFile) -> set[str]:
    return {tag.needed for tag in _dynamic(elf).iter_tags("DT_NEEDED")}


def dynamic_tags(elf: ELFFile) -> set[str]:
    return {tag.entry.d_tag for tag in _dynamic(elf).iter_tags()}


def glibc_versions(elf: ELFFile) -> set[tuple[int, ...]]:
    """The versions of glibc whose symbols the module asks for."""
    section = elf.get_section_by_name(".gnu.version_r")
    assert isinstance(section, GNUVerNeedSection)
    names = [auxiliary.name for _, auxiliaries in section.iter_versions() for auxiliary in auxiliaries]
    return {tuple(map(int, name.removeprefix("GLIBC_").split("."))) for name in names if name.startswith("GLIBC_")}


def exported_symbols(elf: ELFFile) -> set[str]:
    """Names that others can link to."""
    table = elf.get_section_by_name(".dynsym")
    assert isinstance(table, SymbolTableSection)
    return {symbol.name for symbol in table.iter_symbols()
            if symbol.entry.st_shndx != "SHN_UNDEF" and symbol.entry.st_info.bind != "STB_LOCAL"}


def load_alignments(elf: ELFFile) -> set[int]:
    return {segment.header.p_align for segment in elf.iter_segments("PT_LOAD")}


def stack_is_executable(elf: ELFFile) -> bool:
    """A missing PT_GNU_STACK means yes, as it does to the kernel."""
    stacks = list(elf.iter_segments("PT_GNU_STACK"))
    return not stacks or bool(stacks[0].header.p_flags & 1)


def _dynamic(elf: ELFFile) -> DynamicSection:
    section = elf.get_section_by_name(".dynamic")
    assert isinstance(section, DynamicSection)
    return section
