"""What an installer and Windows' loader see of the wheel."""

import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MODULE = "dsocr_native/_core.cp313-win_amd64.pyd"
# Parts of Windows 10 and newer. The C library's own is ucrtbase.dll, by these names of its parts.
SYSTEM = re.compile(r"(KERNEL32|ADVAPI32|PSAPI|ntdll|bcrypt|WS2_32|api-ms-win-[a-z0-9-]+)\.dll", re.IGNORECASE)


@pytest.fixture(scope="session")
def headers(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that binutils say of the module."""
    with zipfile.ZipFile(wheel) as archive:
        module = archive.extract(MODULE, tmp_path_factory.mktemp("module"))
    return subprocess.run(["objdump", "-x", module], stdout=subprocess.PIPE, text=True, check=True).stdout


def test_name(wheel: Path) -> None:
    assert wheel.name == f"dsocr_native-{PROJECT['version']}-cp313-cp313-win_amd64.whl"


def test_carries_models_and_the_licences_of_what_is_compiled_in(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {match[1] for name in names if (match := re.fullmatch(r"dsocr_native/models/(.+)/model\.ini", name))} \
        == {"accurate", "cyrillic", "fast", "greek", "korean"}
    assert {match[1] for name in names if (match := re.search(r"/licenses/third_party/([^/]+)/.", name))} \
        == {"half", "libjpeg-turbo", "libspng", "libwebp", "pybind11", "zlib"}
    assert [name for name in names if re.search(r"\.(a|lib|pdb|cc|h)$", name)] == []


def test_size(wheel: Path) -> None:
    assert wheel.stat().st_size <= 20_000_000


def test_needs_only_python_and_windows(headers: str) -> None:
    needed = set(re.findall(r"DLL Name: (\S+)", headers))
    assert "python313.dll" in needed
    assert [name for name in needed - {"python313.dll"} if not SYSTEM.fullmatch(name)] == []


def test_exports_its_init_function_and_what_pybind11_declares(headers: str) -> None:
    """Nothing of libc++, MNN and the other libraries."""
    table = headers.partition("[Ordinal/Name Pointer] Table")[2].partition("\n\n")[0]
    names = re.findall(r"\[ *\d+\] (?:\+base\[ *\d+\] +)?(?:[0-9a-f]{4} )?(\S+)", table)
    assert "PyInit__core" in names
    assert [name for name in names if name != "PyInit__core" and "8pybind11" not in name] == []


def test_carries_no_debug_information(headers: str) -> None:
    assert ".text" in headers
    assert ".debug_info" not in headers
