"""The plugin that counts instructions, against a program whose instructions can be counted by hand."""

import sys
from pathlib import Path

import pytest
from conftest import HERE, ROOT, printed_by

sys.path.insert(0, str(ROOT))
from bench.instructions import emulation  # noqa: E402

LINES, MARK = 512, 4


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("counted") / "counted"
    printed_by(ROOT / "toolchains" / "zig" / "bin" / "aarch64-linux-gnu-cc", "-nostdlib", "-static", "-o", path,
               HERE / "counted.S")
    return path


def test_every_instruction_is_counted_once(program: Path) -> None:
    _, sections = emulation.run("cortex-a53", program, root=Path("/"))
    counts = [section["instructions"] for section in sections]
    assert counts == [MARK, 1 + 2 * 1000 + MARK, *[3 + 3 * LINES + MARK] * 3, 3]


def test_blocks_sum_to_the_section(program: Path) -> None:
    _, sections = emulation.run("max", program, blocks=True, root=Path("/"))
    assert all(sum(section["blocks"].values()) == section["instructions"] for section in sections)
    assert 2 * 999 in sections[1]["blocks"].values()   # the loop, but for its first turn


@pytest.mark.parametrize(("lines", "misses"), [(1024, [LINES, 0, 0]), (256, [LINES, LINES, LINES])])
def test_the_cache_keeps_what_fits(program: Path, lines: int, misses: list[int]) -> None:
    """A loop over more lines than there is room for finds none of them, least recently used going first."""
    _, (_, _, *sections, _) = emulation.run("max", program, cache=64 * lines, root=Path("/"))
    assert [section["read_misses"] + section["write_misses"] for section in sections] == misses
    assert sections[2]["written_back"] == max(0, LINES - lines)
