"""From what the plugin counted to tables; the counting itself is tested in tests/aarch64."""

import json
import subprocess
from pathlib import Path

import pytest

from bench.instructions import emulation, kernels, phones, reads, shares
from tools.errors import ToolError


def test_a_block_that_was_translated_twice_counts_twice():
    row = json.loads('{"instructions": 7, "blocks": {"a0": 3, "b0": 2, "a0": 2}}', object_pairs_hook=emulation._sums)
    assert row["blocks"] == {"a0": 5, "b0": 2}


def test_a_kernel_s_run_is_the_section_between_its_marks():
    said = "\n".join(json.dumps({"kernel": name, "size": "1x1", "backend": "neon", "work": 10}) for name in "ab")
    sections = [{"instructions": count} for count in (999, 50, 999, 70, 999)]
    assert [row["per_unit"] for row in kernels.rows(said, sections)] == [5, 7]


def test_the_ratio_is_that_of_the_sums():
    rows = [{"instructions": 1, "peer_instructions": 4}, {"instructions": 2, "peer_instructions": 8}]
    assert reads.ratio(rows) == 0.25
    assert reads.ratio([{"instructions": 1, "peer_instructions": None}]) is None


def test_bytes_are_lines_of_the_modelled_cache():
    section = {"instructions": 1, "read_misses": 2, "write_misses": 3, "written_back": 5}
    assert reads.bytes_of(section) == {"memory_bytes": 640}
    assert reads.bytes_of({"instructions": 1}) == {}


def test_a_picture_that_is_missing_is_named():
    with pytest.raises(ToolError, match="nowhere.jpg"):
        reads.existing("nowhere.jpg")


@pytest.mark.parametrize(("symbol", "part"), [
    ("_ZN3MNN7Session3runEv", "networks"), ("MNNPackedMatMulFP16", "networks"),
    ("_ZNK5dsocr7kernels7CtcHead6DecodeEPKfilPNS0_7CtcStepE", "final layer"),
    ("jsimd_idct_islow_neon", "decode"), ("_ZN5dsocr7kernels14ResizeToPlanarERKNS_9ImageViewE", "resize and warp"),
    ("_ZN5dsocr8geometry19ConnectedComponentsEPKhii", "boxes"), ("_ZN5dsocr6detect12RectsFromMapE", "boxes"),
    ("_ZN5dsocr9recognize4CropE", "lines and text"), ("memcpy", shares.ELSEWHERE), ("", shares.ELSEWHERE),
])
def test_a_symbol_names_its_part(symbol, part):
    assert shares.part_of(symbol) == part


def test_addresses_find_their_functions(tmp_path: Path):
    source, program = tmp_path / "a.c", tmp_path / "a"
    source.write_text("int first(void) { return 1; }\nint second(void) { __asm__(\"inner: nop\"); return 2; }\n"
                      "int main(void) { return first() - second(); }\n")
    subprocess.run(["cc", "-O0", "-no-pie", "-o", program, source], check=True)
    printed = subprocess.run(["nm", program], capture_output=True, text=True, check=True).stdout
    rows = [row.split() for row in printed.splitlines()]
    places = {row[2]: int(row[0], 16) for row in rows if len(row) == 3}
    symbols = shares.Symbols(program)
    assert symbols.at(places["second"]) == symbols.at(places["inner"]) == "second"
    assert symbols.at(0x10) == ""
    by_part, by_symbol = shares.shares({f"{places['first']:x}": 5, f"{places['first'] + 1:x}": 2, "10": 1}, symbols)
    assert (by_symbol["first"], by_symbol[""], by_part.total()) == (7, 1, 8)


def test_a_program_without_fixed_addresses_is_refused(tmp_path: Path):
    source, program = tmp_path / "a.c", tmp_path / "a"
    source.write_text("int main(void) { return 0; }\n")
    subprocess.run(["cc", "-fPIE", "-pie", "-o", program, source], check=True)
    with pytest.raises(ToolError, match="ET_DYN"):
        shares.Symbols(program)


def test_the_reckoned_time():
    device = phones.Device("d", "max", "cortex-a76", clock=2e9, cache=1 << 20, bandwidth=1e9)
    row = {"picture": "p", "lines": 3, "instructions": 4e9, "memory_bytes": 5e7}
    found = phones.reckon(device, row, (1.0, 2.0))
    assert (found["ms"], found["memory_ms"]) == ([1000, 2000], 50)
