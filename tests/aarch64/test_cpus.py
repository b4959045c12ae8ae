"""The wheel on cores from the oldest to the newest: no illegal instruction, and the text that x86 reads."""

import json
import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import HERE, PICTURES, Reading

CPUS = ("cortex-a53", "cortex-a55", "cortex-a72", "cortex-a76", "max")
KNOWN = subprocess.run(["qemu-aarch64-static", "-cpu", "help"], stdout=subprocess.PIPE, text=True).stdout.split()
# Cortex-A55 came to qemu with version 8.1. Neoverse N1 has the same instructions: ARMv8.2 with half precision and the
# dot product.
STAND_INS = {} if "cortex-a55" in KNOWN else {"cortex-a55": "neoverse-n1"}
# What the core has beyond ARMv8.0 and the package has to notice.
FEATURES = {"cortex-a53": set(), "cortex-a72": set(), "cortex-a55": {"asimdhp", "asimddp"},
            "cortex-a76": {"asimdhp", "asimddp"}, "max": {"asimdhp", "asimddp", "i8mm"}}

Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def readings(emulated: Callable[..., Done]) -> dict[str, Done]:
    """Every CPU's reading, as many at a time as this machine has processors."""
    def read(cpu: str) -> Done:
        return emulated(STAND_INS.get(cpu, cpu), HERE / "read_images.py", *PICTURES)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(CPUS, pool.map(read, CPUS)))


@pytest.mark.parametrize("cpu", CPUS)
def test_reads_what_x86_reads(cpu: str, readings: dict[str, Done], native_reading: Reading) -> None:
    done = readings[cpu]
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stderr[-2000:]}"
    texts = json.loads(done.stdout)["texts"]
    assert len(texts) >= 3 and all(texts.values())
    assert texts == native_reading["texts"]


@pytest.mark.parametrize("cpu", CPUS)
def test_sees_what_the_core_can_do(cpu: str, readings: dict[str, Done]) -> None:
    info = json.loads(readings[cpu].stdout)["info"]
    assert set(info["cpu"]["features"]) == {"neon"} | FEATURES[cpu]
    assert info["kernels"]["backend"].startswith("neon")


def test_python_3_13_of_debian_13_reads_the_same(emulated_debian_13: Callable[..., Done],
                                                 native_reading: Reading) -> None:
    """Its wheel was built with headers of x86-64."""
    done = emulated_debian_13("cortex-a72", HERE / "read_images.py", *PICTURES)
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stderr[-2000:]}"
    assert json.loads(done.stdout)["texts"] == native_reading["texts"]
