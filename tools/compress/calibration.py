"""Calibration: the request's `config.json`, the pictures it names as network input, and ONNX Runtime's quantiser."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import onnx
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from tools.compress.int8_weights import with_channel_scales
from tools.data.pictures import ENDINGS, pictures_of, read_picture
from tools.errors import ToolError
from tools.files import write_file

_FORMATS = ("RGB", "BGR")


@dataclass(frozen=True)
class CalibrationConfig:
    """`normal` multiplies what is left after `mean` is taken away, as MNN's quantiser has it."""

    path: str  # folder of pictures
    width: int
    height: int
    format: str = "BGR"
    mean: tuple[float, ...] = (127.5, 127.5, 127.5)
    normal: tuple[float, ...] = (1 / 127.5, 1 / 127.5, 1 / 127.5)

    def write(self, path: Path) -> None:
        write_file(path, (json.dumps(asdict(self), indent=2) + "\n").encode())


def read_config(path: Path) -> CalibrationConfig:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        config = CalibrationConfig(**{key: tuple(v) if isinstance(v, list) else v for key, v in value.items()})
    except (OSError, ValueError, TypeError) as error:
        raise ToolError(f"{path} is not a calibration config with the keys format, path, width, height, mean, "
                        f"normal: {error}") from error
    if config.format not in _FORMATS:
        raise ToolError(f"{path}: format is {config.format!r}, expected one of {', '.join(_FORMATS)}")
    if not (config.width > 0 and config.height > 0):
        raise ToolError(f"{path}: width x height is {config.width} x {config.height}, expected positive numbers")
    return config


def calibration_inputs(config: CalibrationConfig, limit: int = 200) -> Iterator[np.ndarray]:
    """f32 [1, 3, height, width] each."""
    folder = Path(config.path)
    files = pictures_of([folder])[:limit] if folder.is_dir() else []
    if not files:
        raise ToolError(f"{folder} has no picture to calibrate with ({', '.join(ENDINGS)})")
    for path in files:
        picture = read_picture(path)
        picture = cv2.resize(picture, (config.width, config.height))
        if config.format == "RGB":
            picture = picture[:, :, ::-1]
        scaled = (picture.astype(np.float32) - np.float32(config.mean)) * np.float32(config.normal)
        yield np.ascontiguousarray(scaled.transpose(2, 0, 1)[None])


class _Inputs(CalibrationDataReader):
    def __init__(self, name: str, config: CalibrationConfig) -> None:
        self._name, self._inputs = name, calibration_inputs(config)

    def get_next(self) -> dict[str, np.ndarray] | None:
        array = next(self._inputs, None)
        return None if array is None else {self._name: array}


def quantise_static(source: Path, target: Path, config: CalibrationConfig, input_name: str,
                    float_nodes: list[str]) -> None:
    """QDQ ONNX: weights and activations in 8 bits, a scale per weight channel; `float_nodes` stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        prepared, quantised = Path(folder) / "prepared.onnx", Path(folder) / "quantised.onnx"
        onnx.save(with_channel_scales(onnx.load(source)), prepared)
        quant_pre_process(str(prepared), str(prepared), skip_symbolic_shape=True)
        quantize_static(str(prepared), str(quantised), _Inputs(input_name, config), quant_format=QuantFormat.QDQ,
                        per_channel=True, weight_type=QuantType.QInt8, activation_type=QuantType.QUInt8,
                        nodes_to_exclude=float_nodes)
        write_file(target, quantised.read_bytes())
