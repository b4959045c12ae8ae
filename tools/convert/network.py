"""A model on its way from ONNX to the package: its graph and what the reader has to know about it."""

from dataclasses import dataclass, field
from pathlib import Path

import onnx

Value = str | int | float | list[float]


@dataclass
class Network:
    model: onnx.ModelProto
    settings: dict[str, Value]                              # a section of model.ini
    files: dict[str, bytes] = field(default_factory=dict)   # that stand beside the network: charset.txt, head.bin

    @staticmethod
    def load(path: Path, settings: dict[str, Value]) -> "Network":
        """Reads an ONNX file; `input` and `output` of the settings are set to the graph's own names."""
        model = onnx.load(path)
        names = {"input": model.graph.input[0].name, "output": model.graph.output[0].name}
        return Network(model, {**settings, **names})

    @property
    def input_name(self) -> str:
        return str(self.settings["input"])

    @property
    def output_name(self) -> str:
        return str(self.settings["output"])
