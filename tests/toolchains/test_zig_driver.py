"""The compiler driver: both machines, C++23 with exceptions and threads, and the flags that others write for gcc."""

import subprocess
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile
from wheels import ROOT, glibc_versions

BIN = ROOT / "toolchains" / "zig" / "bin"
PROGRAM = """
#include <expected>
#include <iostream>
#include <stdexcept>
#include <thread>

std::expected<int, int> Half(int value) {
  if (value % 2) return std::unexpected(value);
  return value / 2;
}

int main() {
  int caught = 0;
  std::thread([&] {
    try {
      throw std::runtime_error("thrown in a thread");
    } catch (const std::exception&) {
      caught = *Half(42);
    }
  }).join();
  std::cout << caught << std::endl;
}
"""


def compile_with(tool: str, folder: Path, source_name: str, source: str, *flags: str) -> Path:
    (folder / source_name).write_text(source)
    output = folder / "output"
    subprocess.run([BIN / tool, *flags, folder / source_name, "-o", output], check=True)
    return output


def test_a_program_runs_here(tmp_path: Path) -> None:
    program = compile_with("x86_64-linux-gnu-c++", tmp_path, "a.cc", PROGRAM, "-std=c++23", "-O2")
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "21\n"


def test_a_program_runs_under_emulation(tmp_path: Path, emulator: list[str]) -> None:
    program = compile_with("aarch64-linux-gnu-c++", tmp_path, "a.cc", PROGRAM, "-std=c++23", "-O2")
    assert subprocess.run([*emulator, program], capture_output=True, text=True, check=True).stdout == "21\n"
    with program.open("rb") as file:
        assert max(glibc_versions(ELFFile(file))) <= (2, 17)


@pytest.mark.parametrize(("flag", "instruction"), [
    ("-march=armv8.2-a+fp16", "fadd v0.8h, v0.8h, v1.8h"),
    ("-march=armv8.2-a+fp16+dotprod", "sdot v0.4s, v1.16b, v2.16b"),
    ("-march=armv8.2-a+i8mm", "smmla v0.4s, v1.16b, v2.16b"),
])
def test_march_allows_its_instructions(tmp_path: Path, flag: str, instruction: str) -> None:
    source = f'void Use() {{ __asm__ volatile("{instruction}"); }}'
    compile_with("aarch64-linux-gnu-cc", tmp_path, "a.c", source, flag, "-c")
    with pytest.raises(subprocess.CalledProcessError):
        compile_with("aarch64-linux-gnu-cc", tmp_path, "a.c", source, "-c")


def test_assembly_goes_to_the_c_driver(tmp_path: Path) -> None:
    source = "#define ANSWER 42\n.text\n.globl f\nf:\n  mov w0, #ANSWER\n  ret\n"
    compile_with("aarch64-linux-gnu-c++", tmp_path, "a.S", source, "-c")
