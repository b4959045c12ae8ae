"""What a GPU reads is what the CPU reads, and where it cannot, the CPU does."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from dsocr_native import _core, catalog

RECEIPT, SIGN = ROOT / "examples/receipt.jpg", ROOT / "examples/sign.jpg"
BACKENDS = ("opencl", "vulkan")
REFUSED = ("vulkan",)  # MNN 3.6.1 computes something else there for inputs larger than the first
NOTHING_INSTALLED = {"opencl": {"OCL_ICD_VENDORS": "/none"}, "vulkan": {"VK_DRIVER_FILES": "/none",
                                                                       "VK_ICD_FILENAMES": "/none"}}


def texts(page) -> list[str]:
    return [line["text"] for line in page["lines"]]


def largest_shift(page, other) -> float:
    """Between the corners of the same lines, in pixels."""
    corners = [[point for line in one["lines"] for point in line["quad"]] for one in (page, other)]
    return max(abs(a - b) for left, right in zip(*corners) for a, b in zip(left, right))


def test_the_build_has_both_and_finds_their_devices(environment):
    done = subprocess.run([sys.executable, "-m", "dsocr_native", "info", "--json"], env=environment,
                          capture_output=True, text=True, check=True)
    backends = json.loads(done.stdout)["backends"]
    assert list(backends) == ["cpu", *BACKENDS]
    assert all(backends.values()), backends


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("model", ["fast", "accurate"])
@pytest.mark.parametrize("precision", ["auto", "fp32"])
def test_it_reads_what_the_cpu_reads(read, backend, model, precision):
    """On pocl, which has no half precision, in fp32; or the CPU does it."""
    on_cpu = read(RECEIPT, SIGN, model=model, precision=precision if backend in REFUSED else "fp32")
    on_gpu = read(RECEIPT, SIGN, model=model, precision=precision, backend=backend)
    if backend in REFUSED:
        assert on_gpu["info"]["device"].endswith(") failed its self-check)")
    else:
        assert on_gpu["info"]["device"].startswith(f"{backend} (") and on_gpu["info"]["threads"] == 1
    for page, expected in zip(on_gpu["pages"], on_cpu["pages"]):
        assert texts(page) == texts(expected) != []
        assert largest_shift(page, expected) <= 2


@pytest.mark.parametrize("backend", BACKENDS)
def test_without_a_device_the_cpu_reads(read, backend):
    found = read(SIGN, backend=backend, env=NOTHING_INSTALLED[backend])
    assert found["info"]["device"] == f"cpu ({backend} found no GPU)"
    assert texts(found["pages"][0]) == texts(read(SIGN)["pages"][0])


@pytest.mark.parametrize("backend", BACKENDS)
def test_one_that_computes_something_else_is_not_used(read, backend, tmp_path):
    """The self-check is made to expect other numbers."""
    shutil.copytree(catalog.model_folder("fast"), tmp_path / "model")
    ini = tmp_path / "model/model.ini"
    rows = ini.read_text("utf-8").splitlines()
    ini.write_text("\n".join("self_check = " + " ".join(str(-float(v)) for v in row.split("=")[1].split())
                             if row.startswith("self_check") else row for row in rows), "utf-8")
    found = read(SIGN, model=tmp_path / "model", backend=backend)
    device = found["info"]["device"]
    assert device.startswith(f"cpu ({backend} (") and device.endswith(") failed its self-check)")
    assert found["pages"][0]["lines"]


def test_the_libraries_are_loaded_when_they_are_asked_for(environment):
    """Neither at start nor by a reader on the CPU; an installation without them works."""
    module = Path(_core.__file__)
    needed = subprocess.run(["readelf", "-d", module], capture_output=True, text=True, check=True).stdout
    assert "libOpenCL" not in needed and "libvulkan" not in needed
    program = ("import sys, dsocr_native as dsocr; dsocr.Reader(); maps = open('/proc/self/maps').read();"
               "sys.exit('libOpenCL' in maps or 'libvulkan' in maps)")
    assert subprocess.run([sys.executable, "-c", program], env=environment).returncode == 0


@pytest.mark.parametrize("backend", BACKENDS)
def test_doctor_reads_its_sample(environment, backend):
    done = subprocess.run([sys.executable, "-m", "dsocr_native", "doctor", "--backend", backend], env=environment,
                          capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1 if backend in REFUSED else 0, ""), done.stdout
    assert f" {backend} (" in done.stdout and "3 lines in" in done.stdout


def test_int8_is_not_for_gpus(environment):
    done = subprocess.run([sys.executable, "-m", "dsocr_native", "read", SIGN, "--backend", "vulkan", "--precision",
                           "int8"], env=environment, capture_output=True, text=True)
    assert done.returncode == 2 and "precision is int8, but" in done.stderr
