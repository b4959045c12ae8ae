"""Which engines are compared, how each computes, and where its packages come from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    engine: str
    kind: str              # fp32, int8, or a storage of tools.convert.to_mnn
    worker: str            # file in workers/
    environment: str = ""  # of tools/environments.py; empty: the Python that runs this program
    rewritten: bool = False  # takes the recipe's rewritten graph instead of the original

    @property
    def name(self) -> str:
        return f"{self.engine}, {self.kind}"


OURS = "MNN, our graph"
VARIANTS = (
    Variant("ONNX Runtime", "fp32", "onnx_runtime"),
    Variant("ONNX Runtime", "int8", "onnx_runtime"),
    Variant("LiteRT", "fp32", "litert", "litert"),
    Variant("LiteRT", "int8", "litert", "litert"),
    Variant("NCNN", "fp32", "ncnn_package", "ncnn"),
    Variant("NCNN", "int8", "ncnn_package", "ncnn"),
    Variant("Paddle Lite", "fp32", "paddle_lite", "paddlelite"),
    Variant("MNN", "fp32", "mnn_package", "convert"),
    Variant("MNN", "int8", "mnn_package", "convert"),  # 8-bit weights; the arithmetic stays in floats
    Variant(OURS, "fp32", "mnn_package", "convert", rewritten=True),
)
