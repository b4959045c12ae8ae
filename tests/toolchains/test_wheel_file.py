"""What an installer sees of each wheel."""

import re
import subprocess
import sys
import tomllib

import pytest
from wheels import MACHINES, ROOT, Wheel, wheel_of

MEGABYTE = 1_000_000
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def wheel(machine: str) -> Wheel:
    return wheel_of(machine)


def test_name_says_manylinux2014(wheel: Wheel, machine: str) -> None:
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    assert wheel.path.name == (f"dsocr_native-{PROJECT['version']}-{python}-{python}-"
                               f"manylinux2014_{machine}.manylinux_2_17_{machine}.whl")


def test_auditwheel_agrees(wheel: Wheel, machine: str) -> None:
    shown = subprocess.run([sys.executable, "-m", "auditwheel", "show", str(wheel.path)],
                           capture_output=True, text=True, check=True)
    assert f'"manylinux_2_17_{machine}"' in shown.stdout.replace("\n", " "), shown.stdout


def test_requires_nothing(wheel: Wheel) -> None:
    required = wheel.metadata.get_all("Requires-Dist") or []
    assert [line for line in required if "extra ==" not in line] == []


def test_version_stands_in_pyproject_alone(wheel: Wheel) -> None:
    assert wheel.metadata["Version"] == PROJECT["version"]
    assert wheel.files[wheel.module_name].count(PROJECT["version"].encode() + b"\0") >= 1


def test_sizes(wheel: Wheel) -> None:
    assert wheel.path.stat().st_size <= 20 * MEGABYTE
    assert sum(map(len, wheel.files.values())) <= 30 * MEGABYTE


def test_carries_the_licences_of_what_is_compiled_in(wheel: Wheel) -> None:
    found = {match[1] for name in wheel.files
             if (match := re.search(r"\.dist-info/licenses/third_party/([^/]+)/.", name))}
    assert found == {"half", "libjpeg-turbo", "libspng", "libwebp", "pybind11", "zlib"}
    assert b"MNN 3.6.1" in wheel.dist_info("licenses/NOTICE")
    assert b"Apache License" in wheel.dist_info("licenses/LICENSE")


def test_carries_models_types_and_the_command(wheel: Wheel) -> None:
    assert any(re.fullmatch(r"dsocr_native/models/[^/]+/model\.ini", name) for name in wheel.files)
    assert "dsocr_native/py.typed" in wheel.files
    assert "dsocr_native/_core/__init__.pyi" in wheel.files
    assert re.search(rb"^dsocr ?= ?dsocr_native\.cli:main$", wheel.dist_info("entry_points.txt"), re.MULTILINE)


def test_carries_no_source_and_no_leftover(wheel: Wheel) -> None:
    unwanted = re.compile(r"\.(cc|cpp|h|hpp|o|a|bazel|bzl|pyc)$|(^|/)(tests|tools|bench)/")
    assert [name for name in wheel.files if unwanted.search(name)] == []
