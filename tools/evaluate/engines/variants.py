"""Which engines are compared, how each computes, and where its packages come from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    engine: str
    kind: str              # fp32, int8, or a storage of tools.convert.to_mnn
    worker: str            # file in workers/; empty where only `tried` tells of it
    environment: str = ""  # of tools/environments.py; empty: the Python that runs this program
    rewritten: bool = False  # takes the recipe's rewritten graph instead of the original
    tried: str = ""          # what was found by hand where the engine cannot run beside the others

    @property
    def name(self) -> str:
        return f"{self.engine}, {self.kind}"


_PADDLE_LITE = (
    "By hand: its wheels end at Python 3.10 (2.13rc0; 2.10 for 3.9), and none is for ARM. x2paddle 1.6.0 with Paddle 2.6.2 "
    "turns both networks into Paddle's format. Paddle Lite 2.10 in Debian 11's Python 3.9 refuses both for x86 (\"1 ops are "
    "not supported on 'x86'. These unsupported ops are: 'erf'\", and 'erf, matmul_v2'); for ARM it writes the detector, "
    "10.1 MB, which nothing here can run, and ends on the recogniser (\"op_desc.cc:63 Output] Check failed\").")
OURS = "MNN, our graph"
VARIANTS = (
    Variant("ONNX Runtime", "fp32", "onnx_runtime"),
    Variant("ONNX Runtime", "int8", "onnx_runtime"),
    Variant("LiteRT", "fp32", "litert", "litert"),
    Variant("LiteRT", "int8", "litert", "litert"),
    Variant("NCNN", "fp32", "ncnn_package", "ncnn"),
    Variant("NCNN", "int8", "ncnn_package", "ncnn"),
    Variant("Paddle Lite", "fp32", "", "paddlelite", tried=_PADDLE_LITE),
    Variant("MNN", "fp32", "mnn_package", "convert"),
    Variant("MNN", "int8", "mnn_package", "convert"),  # 8-bit weights; the arithmetic stays in floats
    Variant(OURS, "fp32", "mnn_package", "convert", rewritten=True),
)
