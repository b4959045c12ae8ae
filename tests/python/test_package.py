"""The package as it is installed: no dependency, complete types, honest facts about itself."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dsocr_native as dsocr
from dsocr_native import _core

PACKAGE = Path(dsocr.__file__).parent


def run_python(program: str, *arguments: object) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_nothing_is_imported_that_is_not_the_standard_library(rows_png):
    program = (
        "import sys; before = set(sys.modules)\n"
        "import dsocr_native as dsocr, dsocr_native.cli.parser\n"
        "page = dsocr.read(sys.argv[1]); page.to_json(); page.to_tsv(); page.draw(sys.argv[2])\n"
        "assert page.text\n"
        "roots = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print('FOREIGN', sorted(roots - sys.stdlib_module_names - {'dsocr_native'}))\n"
    )
    assert run_python(program, rows_png, rows_png.with_name("drawn.png")).splitlines()[-1] == "FOREIGN []"


def test_the_library_prints_nothing(rows_png):
    program = "import sys, dsocr_native; dsocr_native.read(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", program, rows_png], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def declared(stub: Path) -> dict[str, set[str]]:
    """The names in a stub; for a class also the names in it."""
    names: dict[str, set[str]] = {}
    for node in ast.parse(stub.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            members = [item for item in node.body if isinstance(item, (ast.FunctionDef, ast.AnnAssign))]
            names[node.name] = {item.name if isinstance(item, ast.FunctionDef) else item.target.id for item in members}
        elif isinstance(node, ast.AnnAssign):
            names[node.target.id] = set()
    return names


PYBIND = {"_pybind11_conduit_v1_", "__getstate__", "__setstate__", "__entries", "__doc__", "__module__", "__weakref__",
          "__repr__", "__str__", "__new__", "__init__", "__dict__"}


@pytest.mark.parametrize("name", ["__init__", "kernels"])
def test_stubs_name_all_that_is_there(name):
    module = _core if name == "__init__" else _core.kernels
    stub = declared(PACKAGE / "_core" / f"{name}.pyi")
    present = {item for item in vars(module) if not item.startswith("__") or item == "__version__"} - {"kernels"}
    types_only = {"ReaderInfo", "CpuInfo"}
    assert present == set(stub) - types_only
    for item in present:
        if isinstance(vars(module)[item], type) and not issubclass(vars(module)[item], Exception):
            assert set(vars(vars(module)[item])) - PYBIND <= stub[item], item


def test_types_hold(tmp_path):
    sample = tmp_path / "sample.py"
    sample.write_text(
        "import dsocr_native as dsocr\n"
        "reader = dsocr.Reader('x', threads=2)\n"
        "page: dsocr.Page = reader.read('a.png', min_confidence=0.3)\n"
        "for line in page:\n"
        "    text: str = line.text\n"
        "    x: float = line.quad[0][0]\n"
        "    words: tuple[dsocr.Word, ...] = line.words\n"
        "first: dsocr.Line = page[0]\n"
        "some: tuple[dsocr.Line, ...] = page[1:]\n"
        "for other in reader.read_many(['a', b'b']):\n"
        "    if other.error is not None:\n"
        "        raise other.error\n"
        "names: list[str] = [model.name for model in dsocr.models()]\n",
        "utf-8",
    )
    shutil.copytree(PACKAGE, tmp_path / "dsocr_native", ignore=shutil.ignore_patterns("models", "*.so", "__pycache__"))
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "cache", "sample.py", "dsocr_native"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_is_typed():
    assert (PACKAGE / "py.typed").is_file()


def test_everything_public_has_a_docstring():
    for name in dsocr.__all__:
        thing = getattr(dsocr, name)
        if callable(thing):
            assert thing.__doc__, name
            for attribute, value in vars(thing).items() if isinstance(thing, type) else ():
                if callable(value) and not attribute.startswith("_"):
                    assert value.__doc__, f"{name}.{attribute}"


def test_info_is_about_this_machine():
    info = dsocr.info()
    assert info["version"] == dsocr.__version__
    assert info["cpu"]["architecture"] == os.uname().machine
    assert info["cpu"]["page_size"] == os.sysconf("SC_PAGE_SIZE")
    assert 1 <= info["cpu"]["logical_cpus"] <= os.cpu_count()
    assert info["kernels"]["backend"] in info["kernels"]["available"]
    assert info["kernels"]["available"][-1] == "scalar"
    assert info["peak_memory"] > 1e6


def test_the_backend_can_be_forced():
    program = "import dsocr_native; print(dsocr_native.info()['kernels']['backend'])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True,
                          env={**os.environ, "DSOCR_BACKEND": "scalar"})
    assert done.stdout == "scalar\n"
