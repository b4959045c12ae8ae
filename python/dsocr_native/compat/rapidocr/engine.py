"""RapidOCR's engine over our Reader."""

from __future__ import annotations

import time
import warnings
from dataclasses import fields
from typing import Any, Dict, Mapping, Optional, Union

from ...page import Line, Page
from ...reader import Reader
from ...sources import Source
from .images import source_from
from .outputs import RapidOCROutput, TextDetOutput, TextRecOutput, word_results
from .parameters import settings_from

Output = Union[RapidOCROutput, TextDetOutput, TextRecOutput]


class RapidOCR:
    """Made once, called with a picture.

    config_path: RapidOCR's YAML file, which is not read here. params: its keys, such as "Global.text_score".
    """

    def __init__(self, config_path: Optional[str] = None, params: Optional[Mapping[str, Any]] = None) -> None:
        if config_path is not None:
            warnings.warn(f"{config_path}: is not read by dsocr_native; pass what differs as params", stacklevel=2)
        self._settings = settings_from(params or {})
        self._reader = Reader(self._settings.model, threads=self._settings.threads)

    def __call__(
        self,
        img_content: Any,
        use_det: Optional[bool] = None,
        use_cls: Optional[bool] = None,
        use_rec: Optional[bool] = None,
        return_word_box: Optional[bool] = None,
        return_single_char_box: Optional[bool] = None,
        text_score: Optional[float] = None,
        box_thresh: Optional[float] = None,
        unclip_ratio: Optional[float] = None,
    ) -> Output:
        """Reads a picture: a path, the bytes of a file, a PIL image, or an array, H x W or H x W x 3 in BGR.

        As there, an option that is given stays for later calls.
        """
        given = {"use_det": use_det, "use_cls": use_cls, "use_rec": use_rec, "return_word_box": return_word_box,
                 "return_single_char_box": return_single_char_box, "text_score": text_score, "box_thresh": box_thresh,
                 "unclip_ratio": unclip_ratio}
        self._keep(given)
        source = source_from(img_content)
        if self._settings.use_det and self._settings.use_rec:
            return self._read(source)
        if self._settings.use_det:
            return self._detect(source)
        if self._settings.use_rec:
            return self._recognize(source)
        raise ValueError("found use_det=False and use_rec=False, expected one of them: the classifier is not called "
                         "alone here")

    def __getattr__(self, name: str) -> Any:
        """`engine.text_score` and the like."""
        if not name.startswith("_") and any(field.name == name for field in fields(self._settings)):
            return getattr(self._settings, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def _keep(self, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            if value is not None:
                setattr(self._settings, name, value)

    def _read(self, source: Source) -> RapidOCROutput:
        page = self._reader.read(source, classify=bool(self._settings.use_cls), min_confidence=self._settings.text_score,
                                 **self._search())
        return RapidOCROutput(page, tuple(self._words(line) for line in page) if self._settings.return_word_box else ())

    def _detect(self, source: Source) -> TextDetOutput:
        begun = time.perf_counter()
        found = self._reader.detect(source, **self._search())
        seconds = time.perf_counter() - begun
        height, width, *_ = memoryview(source.pixels(200_000_000)).shape or (0, 0)
        lines = [Line("", detection.confidence, detection.quad) for detection in found]
        return TextDetOutput(Page(width, height, lines, source=source.name, picture=source), found, seconds)

    def _recognize(self, source: Source) -> TextRecOutput:
        begun = time.perf_counter()
        (line,) = self._reader.recognize([source])
        words = self._words(line) if self._settings.return_word_box else ()
        return TextRecOutput(line.text, line.confidence, words, time.perf_counter() - begun)

    def _search(self) -> Dict[str, Any]:
        settings = self._settings
        return {"max_side": settings.max_side_len, "box_threshold": settings.box_thresh,
                "unclip_ratio": settings.unclip_ratio}

    def _words(self, line: Line) -> Any:
        return word_results(line.characters if self._settings.return_single_char_box else line.words)
