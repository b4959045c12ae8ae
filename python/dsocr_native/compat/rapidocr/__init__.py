"""RapidOCR 3's call and results.

>>> from dsocr_native.compat.rapidocr import RapidOCR      # was: from rapidocr import RapidOCR
>>> engine = RapidOCR()
>>> result = engine("receipt.jpg")
>>> print(result.txts, result.scores, result.boxes)
>>> result.vis("annotated.jpg")

Models, engines and languages cannot be chosen (the one model reads Chinese, English and other Latin scripts, and
Japanese): such parameters are accepted and answered with a warning. docs/rapidocr.md lists what differs.
"""

from .choices import EngineType, LangCls, LangDet, LangRec, ModelType, OCRVersion
from .engine import RapidOCR
from .images import LoadImageError
from .outputs import RapidOCROutput, TextDetOutput, TextRecOutput

__all__ = [
    "EngineType",
    "LangCls",
    "LangDet",
    "LangRec",
    "LoadImageError",
    "ModelType",
    "OCRVersion",
    "RapidOCR",
    "RapidOCROutput",
    "TextDetOutput",
    "TextRecOutput",
]
