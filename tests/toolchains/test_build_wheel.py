"""How the headers of the interpreter reach a compiler that must not look into this system's folders."""

import importlib.util
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest
from wheels import ROOT


@pytest.fixture
def build_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_wheel", ROOT / "scripts" / "build_wheel.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path / "project")
    monkeypatch.setattr(sysconfig, "get_config_var", lambda name: "some-linux-gnu")
    return module


@pytest.fixture
def headers(tmp_path: Path) -> Path:
    folder = tmp_path / "include" / "python3.11"
    folder.mkdir(parents=True)
    (folder.parent / "stdio.h").touch()
    return folder


def test_headers_in_one_folder_are_that_folder(build_wheel: ModuleType, headers: Path) -> None:
    assert build_wheel.own_include(headers) == str(headers)


def test_of_debians_only_the_part_that_is_elsewhere_is_shown(build_wheel: ModuleType, headers: Path) -> None:
    part = headers.parent / "some-linux-gnu" / headers.name
    part.mkdir(parents=True)
    (part / "pyconfig.h").write_text("#define SOMETHING 1\n")
    for _ in range(2):
        first, second = build_wheel.own_include(headers).split(";")
    assert first == str(headers)
    assert (Path(second) / "some-linux-gnu" / headers.name / "pyconfig.h").read_text() == "#define SOMETHING 1\n"
    assert [path.name for path in Path(second).iterdir()] == ["some-linux-gnu"]
