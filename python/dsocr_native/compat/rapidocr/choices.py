"""The names by which callers of RapidOCR choose models."""

from __future__ import annotations

from enum import Enum


class EngineType(Enum):
    """What runs the networks there; here it is always our own."""

    ONNXRUNTIME = "onnxruntime"
    OPENVINO = "openvino"
    PADDLE = "paddle"
    TORCH = "torch"
    TENSORRT = "tensorrt"
    MNN = "mnn"


class ModelType(Enum):
    """Sizes."""

    MOBILE = "mobile"
    SERVER = "server"
    TINY = "tiny"
    SMALL = "small"
    MEDIUM = "medium"


class OCRVersion(Enum):
    """Generations."""

    PPOCRV4 = "PP-OCRv4"
    PPOCRV5 = "PP-OCRv5"
    PPOCRV6 = "PP-OCRv6"


class LangDet(Enum):
    """Scripts that a detector finds."""

    CH = "ch"
    EN = "en"
    MULTI = "multi"


class LangCls(Enum):
    """Scripts that the line classifier knows."""

    CH = "ch"


class LangRec(Enum):
    """Scripts that a recogniser reads."""

    CH = "ch"
    CH_DOC = "ch_doc"
    EN = "en"
    ARABIC = "arabic"
    CHINESE_CHT = "chinese_cht"
    CYRILLIC = "cyrillic"
    DEVANAGARI = "devanagari"
    JAPAN = "japan"
    KOREAN = "korean"
    KA = "ka"
    LATIN = "latin"
    TA = "ta"
    TE = "te"
    ESLAV = "eslav"
    TH = "th"
    EL = "el"


# The bundled model that reads a script; None: the default.
MODEL_OF = {**dict.fromkeys(("ch", "ch_doc", "en", "chinese_cht", "japan", "latin")),
            "cyrillic": "cyrillic", "eslav": "cyrillic", "korean": "korean", "el": "greek", "arabic": "arabic", "th": "thai",
            **dict.fromkeys(("devanagari", "ta", "te", "ka"), "indic")}  # RapidOCR's ka is Kannada
