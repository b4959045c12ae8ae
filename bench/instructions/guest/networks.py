"""Runs recorded inputs through ONNX Runtime as RapidOCR sets it up: networks.py MODELS.json FOLDER...

MODELS: {network: path}. A folder is what record_inputs.py wrote for one picture, and one section of the count; the first
section is the start, with a small input for every network.
"""

import json
import sys
from pathlib import Path

import numpy
import onnxruntime
from marks import mark

SMALL = {"det": (1, 3, 32, 32), "cls": (1, 3, 48, 192), "rec": (1, 3, 48, 32)}


def open_session(path: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def run(session: onnxruntime.InferenceSession, array: numpy.ndarray) -> None:
    session.run([output.name for output in session.get_outputs()], {session.get_inputs()[0].name: array})


sessions = {name: open_session(path) for name, path in json.loads(sys.argv[1]).items()}
for name, session in sessions.items():
    run(session, numpy.zeros(SMALL[name], numpy.float32))
for folder in sys.argv[2:]:
    inputs = [(path.stem.partition("-")[2], numpy.load(path)) for path in sorted(Path(folder).glob("*.npy"))]
    mark()
    for name, array in inputs:
        run(sessions[name], array)
    mark()
