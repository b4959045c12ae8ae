"""What an installer sees of each wheel."""

import re
import subprocess
import sys
import tomllib

import pytest
from wheels import GLIBC, MUSL, ROOT, TARGETS, Target, Wheel, wheel_of

MEGABYTE = 1_000_000
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


PYTHON_TAG = f"cp{sys.version_info.major}{sys.version_info.minor}"


@pytest.fixture(params=TARGETS, ids=str)
def wheel(request: pytest.FixtureRequest) -> Wheel:
    return wheel_of(request.param)


def platform_tags(wheel: Wheel) -> str:
    name, _, tags = wheel.path.stem.rpartition("-")
    assert name == f"dsocr_native-{PROJECT['version']}-{PYTHON_TAG}-{PYTHON_TAG}"
    return tags


@pytest.mark.parametrize("target", GLIBC, ids=str)
def test_name_says_manylinux2014(target: Target) -> None:
    tags = platform_tags(wheel_of(target))
    assert tags == f"manylinux2014_{target.machine}.manylinux_2_17_{target.machine}"


@pytest.mark.parametrize("target", MUSL, ids=str)
def test_name_says_musllinux(target: Target) -> None:
    assert platform_tags(wheel_of(target)) == f"musllinux_1_2_{target.machine}"


@pytest.mark.parametrize("target", GLIBC, ids=str)
def test_auditwheel_agrees(target: Target) -> None:
    """Of musl it knows Alpine's name of the C library alone; musl's own is libc.so, which every loader of it takes."""
    shown = subprocess.run([sys.executable, "-m", "auditwheel", "show", str(wheel_of(target).path)],
                           capture_output=True, text=True, check=True)
    assert f'"manylinux_2_17_{target.machine}"' in shown.stdout.replace("\n", " "), shown.stdout


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
