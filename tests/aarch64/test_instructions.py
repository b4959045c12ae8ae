"""Nothing that was fast became slow: instructions of one small reading, counted on emulated cores."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))
from bench.instructions import emulation, regressions  # noqa: E402


@pytest.fixture(scope="module")
def counts(package: Path) -> dict[str, int]:
    """By core, as many at a time as this machine has processors. Fails where nothing can be counted."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(emulation.CPUS, pool.map(lambda cpu: regressions.count(cpu, package), emulation.CPUS)))


@pytest.mark.parametrize("cpu", emulation.CPUS)
def test_no_more_instructions_than_the_table_says(cpu: str, counts: dict[str, int]) -> None:
    assert not (text := regressions.complaint(cpu, counts[cpu], regressions.known()[cpu])), text


def test_faster_arithmetic_takes_fewer_instructions(counts: dict[str, int]) -> None:
    """The counter sees what it should: half precision and products of bytes save instructions."""
    assert counts["cortex-a76"] < counts["cortex-a53"]
    assert counts["max"] < counts["cortex-a53"]


def test_a_regression_is_told_with_the_way_out() -> None:
    assert regressions.complaint("max", 102, 100) == ""
    text = regressions.complaint("max", 104_000_000, 100_000_000)
    assert "max" in text and "4.0 % more" in text and "regressions --update" in text


def test_without_the_emulator_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(emulation.ToolError, match="qemu-user"):
        emulation.run("max", "/bin/true", root=Path("/"))
