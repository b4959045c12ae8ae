"""GPUs of software: pocl for OpenCL, lavapipe for Vulkan. Both compute on the CPU what a GPU's driver would send to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict

import pytest

ROOT = Path(__file__).parents[2]
READ = """
import json, sys, dsocr_native as dsocr
model, pictures, options = json.loads(sys.argv[1])
reader = dsocr.Reader(model, **options)
print(json.dumps({"info": reader.info, "pages": [page.to_dict() for page in reader.read_many(pictures)]}))
"""


@pytest.fixture(scope="session")
def environment(tmp_path_factory) -> Dict[str, str]:
    """Where OpenCL takes a CPU for a GPU."""
    folder = tmp_path_factory.mktemp("opencl")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "libOpenCL.so", Path(__file__).parent / "any_device.c",
                    "-Wl,--no-as-needed", "-l:libOpenCL.so.1"], check=True)
    return {**os.environ, "LD_LIBRARY_PATH": str(folder)}


@pytest.fixture
def read(environment) -> Callable[..., Dict[str, Any]]:
    """Opens a reader in a process of its own, reads, and gives its `info` and the pages."""

    def run(*pictures: Path, model: Any = None, env: Dict[str, str] = {}, **options: Any) -> Dict[str, Any]:
        job = json.dumps([model and str(model), [str(picture) for picture in pictures], options])
        done = subprocess.run([sys.executable, "-c", READ, job], env={**environment, **env}, capture_output=True,
                              text=True)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return json.loads(done.stdout)

    return run
