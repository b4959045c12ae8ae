"""The parameters that RapidOCR is made with, and what becomes of them here."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from enum import Enum
from typing import Any, Mapping, Optional

from .choices import MODEL_OF

SECTIONS = ("Global", "EngineConfig", "Det", "Cls", "Rec")
OF_DETECTION = ("box_thresh", "unclip_ratio")
THREADS = ("intra_op_num_threads", "inference_num_threads", "cpu_math_library_num_threads")


@dataclass
class Settings:
    """Those that mean something here, by the names that they have in RapidOCR's section Global."""

    text_score: float = 0.5
    use_det: bool = True
    use_cls: bool = True
    use_rec: bool = True
    return_word_box: bool = False
    return_single_char_box: bool = False
    max_side_len: int = 0
    box_thresh: Optional[float] = None
    unclip_ratio: Optional[float] = None
    threads: int = 0
    model: Optional[str] = None


def settings_from(params: Mapping[str, Any]) -> Settings:
    """Raises ValueError for a key that RapidOCR does not know either, and for a script that is not read here; warns
    about those that have no effect."""
    settings, idle = Settings(), []
    for key, value in params.items():
        section, _, rest = key.partition(".")
        name = rest.rpartition(".")[2]
        if section not in SECTIONS or not name:
            raise ValueError(f"{key} is not a valid key; expected one that begins with {', '.join(SECTIONS)} and a dot")
        if section == "Global" and name not in ("threads", "model") and hasattr(settings, name):
            setattr(settings, name, value)
        elif section == "EngineConfig" and name in THREADS:
            settings.threads = max(int(value), 0)
        elif section == "Det" and name in OF_DETECTION:
            setattr(settings, name, value)
        elif key == "Rec.lang_type":
            settings.model = model_of(value)
        else:
            idle.append(key)
    if idle:
        warnings.warn(f"without effect in dsocr_native: {', '.join(idle)}", stacklevel=4)
    return settings


def model_of(script: Any) -> Optional[str]:
    """Better no result than one in letters that no model here knows."""
    name = str(script.value if isinstance(script, Enum) else script)
    if name not in MODEL_OF:
        raise ValueError(f"Rec.lang_type: found {name!r}, expected one that is read here: {', '.join(sorted(MODEL_OF))}")
    return MODEL_OF[name]
