"""What an installer and macOS' loader see of the wheels: their names, their contents, and what their modules ask for."""

import re
import tomllib
import zipfile
from pathlib import Path

import lief
import pytest
from conftest import MODULE, ROOT, Wheel

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
IN_THE_PROCESS, COALESCED, SYSTEM = -2, 0, 1  # where the loader looks for a symbol


@pytest.fixture(scope="session")
def module(wheel: Wheel) -> lief.MachO.Binary:
    return wheel.module


def test_name(wheel: Wheel) -> None:
    assert wheel.path.name == f"dsocr_native-{PROJECT['version']}-cp313-cp313-macosx_11_0_{wheel.machine}.whl"


def test_carries_models_and_the_licences_of_what_is_compiled_in(wheel: Wheel) -> None:
    with zipfile.ZipFile(wheel.path) as archive:
        names = archive.namelist()
    assert {match[1] for name in names if (match := re.fullmatch(r"dsocr_native/models/(.+)/model\.ini", name))} \
        == {"accurate", "cyrillic", "fast", "greek", "korean"}
    assert {match[1] for name in names if (match := re.search(r"/licenses/third_party/([^/]+)/.", name))} \
        == {"half", "libjpeg-turbo", "libspng", "libwebp", "pybind11", "zlib"}


def test_size(wheel: Wheel) -> None:
    assert wheel.path.stat().st_size <= 20_000_000


def test_is_for_its_processors_and_macos_11(wheel: Wheel, module: lief.MachO.Binary) -> None:
    assert module.header.cpu_type == wheel.cpu
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


def test_is_signed(wheel: Wheel, module: lief.MachO.Binary) -> None:
    assert module.has_code_signature or wheel.machine == "x86_64"  # Apple's processors ask for it, of whoever


def test_names_nothing_of_the_machine_that_built_it(wheel: Wheel) -> None:
    assert str(ROOT).encode() not in wheel.module_bytes
    assert str(Path.home()).encode() + b"/" not in wheel.module_bytes
