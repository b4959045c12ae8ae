"""What an installer and macOS' loader see of the wheel: its name, its contents, and what its module asks for."""

import re
import tomllib
import zipfile
from pathlib import Path

import lief
import pytest
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MODULE = "dsocr_native/_core.cpython-313-darwin.so"
IN_THE_PROCESS, COALESCED, SYSTEM = -2, 0, 1  # where the loader looks for a symbol


@pytest.fixture(scope="session")
def module_bytes(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(MODULE)


@pytest.fixture(scope="session")
def module(module_bytes: bytes) -> lief.MachO.Binary:
    return lief.MachO.parse(list(module_bytes)).take(lief.MachO.Header.CPU_TYPE.ARM64)


def test_name(wheel: Path) -> None:
    assert wheel.name == f"dsocr_native-{PROJECT['version']}-cp313-cp313-macosx_11_0_arm64.whl"


def test_carries_models_and_the_licences_of_what_is_compiled_in(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {match[1] for name in names if (match := re.fullmatch(r"dsocr_native/models/(.+)/model\.ini", name))} \
        == {"accurate", "cyrillic", "fast", "greek", "korean"}
    assert {match[1] for name in names if (match := re.search(r"/licenses/third_party/([^/]+)/.", name))} \
        == {"half", "libjpeg-turbo", "libspng", "libwebp", "pybind11", "zlib"}


def test_size(wheel: Path) -> None:
    assert wheel.stat().st_size <= 20_000_000


def test_is_for_apples_processors_and_macos_11(module: lief.MachO.Binary) -> None:
    assert module.header.cpu_type == lief.MachO.Header.CPU_TYPE.ARM64
    assert module.header.file_type == lief.MachO.Header.FILE_TYPE.DYLIB
    assert module.build_version.platform == lief.MachO.BuildVersion.PLATFORMS.MACOS
    assert list(module.build_version.minos) == [11, 0, 0]


def test_needs_only_the_system_and_the_python_that_loads_it(module: lief.MachO.Binary) -> None:
    assert [library.name for library in module.libraries] == \
        [f"@rpath/{Path(MODULE).name}", "/usr/lib/libSystem.B.dylib"]  # the first is its own name
    places: dict[int, set[str]] = {IN_THE_PROCESS: set(), COALESCED: set(), SYSTEM: set()}
    for binding in module.bindings:
        places[binding.library_ordinal].add(binding.symbol.name)
    assert {name for name in places[IN_THE_PROCESS] if not re.match(r"__?Py", name)} == set()
    assert "_PyModule_Create2" in places[IN_THE_PROCESS] or "_PyModuleDef_Init" in places[IN_THE_PROCESS]
    assert {name for name in places[COALESCED] if not name.startswith("__Z")} == set()  # C++ that others may have too


def test_exports_its_init_function(module: lief.MachO.Binary) -> None:
    assert "_PyInit__core" in {symbol.name for symbol in module.exported_symbols}


def test_is_signed_and_names_nothing_of_the_machine_that_built_it(module: lief.MachO.Binary,
                                                                  module_bytes: bytes) -> None:
    assert module.has_code_signature  # which these processors ask for, of whoever
    assert str(ROOT).encode() not in module_bytes and str(Path.home()).encode() + b"/" not in module_bytes
