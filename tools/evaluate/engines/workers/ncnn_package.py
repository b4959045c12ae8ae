"""NCNN, converted by pnnx: the program, not its Python wrapper, which asks for PyTorch."""

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from protocol import Network, serve


def convert(source: Path, folder: Path, options: dict[str, Any]) -> None:
    if options["kind"] != "fp32":
        sys.exit("the programs that make int8, ncnn2table and ncnn2int8, are in neither of the packages ncnn and pnnx")
    program = Path(find_spec("pnnx").origin).with_name("pnnx")
    program.chmod(0o755)
    shutil.copy(source, folder / "model.onnx")
    shapes = [f"{key}={json.dumps(shape).replace(' ', '')}f32"
              for key, shape in (("inputshape", options["shape"]), ("inputshape2", _wider(options["shape"])))]
    done = subprocess.run([str(program), "model.onnx", *shapes, "fp16=0"], cwd=folder, capture_output=True, text=True)
    if not (folder / "model.ncnn.bin").exists():
        sys.exit(f"pnnx made no network: {(done.stdout + done.stderr).strip().splitlines()[-1]}")
    for file in folder.iterdir():
        if ".ncnn." not in file.name:
            file.unlink()


def _wider(shape: list[int]) -> list[int]:
    """A second shape tells pnnx which sides may change."""
    return [*shape[:3], shape[3] + 160]


def load(folder: Path, threads: int) -> Network:
    import ncnn

    net = ncnn.Net()
    net.opt.num_threads = threads
    net.opt.use_vulkan_compute = False
    for half in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic", "use_bf16_storage"):
        setattr(net.opt, half, False)
    net.load_param(str(folder / "model.ncnn.param"))
    net.load_model(str(folder / "model.ncnn.bin"))

    def run(array: np.ndarray) -> np.ndarray:
        extractor = net.create_extractor()
        extractor.input(net.input_names()[0], ncnn.Mat(np.ascontiguousarray(array[0])))
        return np.array(extractor.extract(net.output_names()[0])[1])[None]

    return run


if __name__ == "__main__":
    serve(convert, load)
