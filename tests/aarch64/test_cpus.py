"""The wheel on cores from the oldest to the newest: no illegal instruction, and the text that x86 reads."""

import json
import subprocess
from collections.abc import Callable

import pytest
from conftest import HERE, PICTURES, Reading

KNOWN = subprocess.run(["qemu-aarch64-static", "-cpu", "help"], stdout=subprocess.PIPE, text=True).stdout.split()
# Cortex-A55 came to qemu with version 8.1. Neoverse N1 has the same instructions: ARMv8.2 with half precision and the
# dot product.
STAND_INS = {} if "cortex-a55" in KNOWN else {"cortex-a55": "neoverse-n1"}


@pytest.mark.parametrize("cpu", ["cortex-a53", "cortex-a55", "cortex-a72", "cortex-a76", "max"])
def test_reads_what_x86_reads(cpu: str, emulated: Callable[..., subprocess.CompletedProcess[str]],
                              native_reading: Reading) -> None:
    done = emulated(STAND_INS.get(cpu, cpu), HERE / "read_images.py", *PICTURES)
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stderr[-2000:]}"
    texts = json.loads(done.stdout)["texts"]
    assert len(texts) >= 3 and all(texts.values())
    assert texts == native_reading["texts"]
