"""On Android a module has to name Python's library, or its loader finds no symbol of Python; elsewhere it must not."""

import subprocess
import sysconfig
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile
from wheels import ROOT, needed_libraries

LISTS = """
cmake_minimum_required(VERSION 3.20)
project(module C)
list(APPEND CMAKE_MODULE_PATH ${CMAKE_MODULES})
include(PythonLibrary)
add_library(module MODULE module.c)
target_link_libraries(module PRIVATE dsocr_python_library)
"""
STUB = "void *PyExc_ImportError;"


@pytest.mark.parametrize("android", ["ON", "OFF"])
def test_named_on_android_alone(tmp_path: Path, android: str) -> None:
    (tmp_path / "CMakeLists.txt").write_text(LISTS)
    (tmp_path / "module.c").write_text("int nothing_of_python(void) { return 0; }")
    (tmp_path / "stub.c").write_text(STUB)
    library = tmp_path / f"libpython{sysconfig.get_python_version()}.so"
    subprocess.run(["cc", "-shared", "-fPIC", f"-Wl,-soname,{library.name}", tmp_path / "stub.c", "-o", library],
                   check=True)
    subprocess.run(["cmake", "-S", tmp_path, "-B", tmp_path / "build", f"-DANDROID={android}",
                    f"-DCMAKE_MODULES={ROOT / 'cpp' / 'cmake'}", f"-DPython_LIBRARY={library}"],
                   stdout=subprocess.PIPE, check=True)
    subprocess.run(["cmake", "--build", tmp_path / "build"], stdout=subprocess.PIPE, check=True)
    with (tmp_path / "build" / "libmodule.so").open("rb") as file:
        needed = needed_libraries(ELFFile(file))
    assert (library.name in needed) == (android == "ON")
