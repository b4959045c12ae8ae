"""Converts an ONNX file to MNN.

    python -m tools.convert.to_mnn model.onnx --output model.mnn [--storage fp32|fp16|int8|mixed]

The converter's "success" proves nothing: compare outputs with `python -m tools.convert.verify` afterwards.
"""

import argparse
import re
import tempfile
import uuid
from pathlib import Path

from tools.convert.converter import run_worker
from tools.errors import ToolError, run_command
from tools.files import sha256, write_file

_UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# How weights lie in the file. int8: a byte a weight, a scale and an offset a channel; int8-symmetric: without the offset.
# mixed: int8-symmetric where a CPU gains by it, fp32 elsewhere.
STORAGES = ("fp32", "fp16", "int8", "int8-symmetric", "mixed")


def to_mnn(source: Path, target: Path, storage: str) -> None:
    """Writes `target`, complete or not at all."""
    if storage not in STORAGES:
        raise ToolError(f"storage is {storage!r}, expected one of {', '.join(STORAGES)}")
    if not source.is_file():
        raise ToolError(f"{source} is not a file; expected an ONNX model")
    with tempfile.TemporaryDirectory() as folder:
        converted = Path(folder) / "model.mnn"
        run_worker("convert", source.resolve(), converted, storage)
        write_file(target, _with_stable_id(converted.read_bytes()))


def _with_stable_id(model: bytes) -> bytes:
    """The converter gives every file a random UUID; one made from the content makes equal inputs equal files."""
    match = _UUID.search(model)
    if match is None:
        return model
    without = model[:match.start()] + b"0" * 36 + model[match.end():]
    name = uuid.uuid5(uuid.NAMESPACE_OID, sha256(without))
    return model[:match.start()] + str(name).encode() + model[match.end():]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--storage", choices=STORAGES, default="fp16")
    options = parser.parse_args()
    to_mnn(options.source, options.output, options.storage)


if __name__ == "__main__":
    run_command(main)
