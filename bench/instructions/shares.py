"""Where the instructions of one reading go, by symbol: networks, and everything around them.

    python -m bench.instructions.shares PICTURE... [--cpu NAME] [--json FILE]

Counted in the C++ program read.cc, which has the wheel's code and its symbols. The C library's functions (copying,
clearing, exponentials) serve the networks as well as the rest, and stand alone.
"""

import argparse
import bisect
import json
import re
from collections import Counter
from pathlib import Path

from elftools.elf.elffile import ELFFile

from bench.instructions import emulation, programs
from bench.instructions.reads import existing
from tools.emulated import ROOT
from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.tables import table

# The first that matches a symbol names its part.
PARTS = (
    ("networks", re.compile("MNN|flatbuffers")),
    ("final layer", re.compile("Ctc(Head|Step|Row|Kernel|Pack)|ctc_")),
    ("decode", re.compile("jpeg|jsimd|jinit|jdct|jpg|decode_mcu|h2v|png|inflate|WebP|VP8|5image", re.I)),
    ("resize and warp", re.compile("5dsocr7kernels")),
    ("boxes", re.compile("5dsocr(8geometry|6detect)")),
    ("lines and text", re.compile("5dsocr(9recognize|8pipeline)")),
)
NETWORKS = ("networks", "final layer")
ELSEWHERE = "C and C++ library"


class Symbols:
    """Which function an address lies in. Labels inside assembly are no functions."""

    def __init__(self, program: Path) -> None:
        with program.open("rb") as file:
            elf = ELFFile(file)
            if elf.header.e_type != "ET_EXEC":
                raise ToolError(f"{program} has no fixed addresses: expected the type ET_EXEC, found {elf.header.e_type}")
            text = elf.get_section_by_name(".text").header
            self._text = range(text.sh_addr, text.sh_addr + text.sh_size)
            functions = sorted((symbol.entry.st_value, symbol.name) for symbol in
                               elf.get_section_by_name(".symtab").iter_symbols()
                               if symbol.entry.st_value in self._text and symbol.entry.st_info.type == "STT_FUNC")
        self._addresses, self._names = zip(*functions)

    def at(self, address: int) -> str:
        """Its name, or nothing outside the program's own functions."""
        place = bisect.bisect_right(self._addresses, address) - 1
        return self._names[place] if address in self._text and place >= 0 else ""


def part_of(symbol: str) -> str:
    return next((name for name, pattern in PARTS if pattern.search(symbol)), ELSEWHERE)


def shares(blocks: dict[str, int], symbols: Symbols) -> tuple[Counter[str], Counter[str]]:
    """Instructions by part and by symbol."""
    by_symbol: Counter[str] = Counter()
    for address, instructions in blocks.items():
        by_symbol[symbols.at(int(address, 16))] += instructions
    by_part: Counter[str] = Counter()
    for symbol, instructions in by_symbol.items():
        by_part[part_of(symbol)] += instructions
    return by_part, by_symbol


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", nargs="+", metavar="PICTURE")
    parser.add_argument("--cpu", default="cortex-a76")
    parser.add_argument("--symbols", type=int, default=0, metavar="N", help="also the N costliest outside the networks")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pictures = [existing(name) for name in options.pictures]
    program = programs.built("read")
    model = ROOT / "python" / "dsocr_native" / "models" / "accurate"
    printed, (_, *sections, _) = emulation.run(options.cpu, program, model, *pictures, blocks=True)
    symbols, found = Symbols(program), []
    for picture, lines, section in zip(pictures, printed.split(), sections, strict=True):
        by_part, by_symbol = shares(section["blocks"], symbols)
        whole = section["instructions"]
        outside = 1 - sum(by_part[name] for name in NETWORKS) / whole
        found.append({"picture": picture.name, "lines": int(lines), "cpu": options.cpu, "instructions": whole,
                      "outside_the_networks": outside, "parts": dict(by_part)})
        print(f"{picture.name}, {lines} lines, {options.cpu}: {whole / 1e6:,.0f} million instructions, "
              f"{100 * outside:.1f} % outside the networks")
        print(table(("part", "millions", "%"), [[name, f"{count / 1e6:,.1f}", f"{100 * count / whole:.2f}"]
                                                for name, count in by_part.most_common()]))
        costliest = [(name, count) for name, count in by_symbol.most_common() if part_of(name) not in NETWORKS]
        for name, count in costliest[:options.symbols]:
            print(f"  {count / 1e6:10.1f}  {name or ELSEWHERE}")
    if options.json:
        write_file(options.json, json.dumps(found, indent=1).encode())


if __name__ == "__main__":
    run_command(main)
