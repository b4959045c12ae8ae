"""RapidOCR's results. Arrays are made where they are asked for: numpy's if it can be imported, else nested lists."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from ...page import Page, Quad, Word
from ...reader import Detection

WordResult = Tuple[str, float, List[List[int]]]
NO_WORDS = (("", 1.0, None),)


def as_array(values: Any, type_name: str) -> Any:
    """A numpy array, or the values themselves."""
    try:
        import numpy
    except ImportError:
        return values
    return numpy.array(values, dtype=type_name)


def corners(quad: Quad) -> List[List[float]]:
    """Four [x, y]."""
    return [[float(x), float(y)] for x, y in quad]


class RapidOCROutput:
    """Text, scores and boxes of a picture; all of them None where nothing was read.

    img: the picture, H x W x 3 in BGR. boxes: float32 [n, 4, 2] in pixels. txts, scores: one a line.
    word_results: with return_word_box, a tuple of (text, score, four [x, y]) a line. elapse_list: seconds of
    detection, classification and recognition; elapse: their sum.
    """

    def __init__(self, page: Optional[Page] = None, words: Tuple[Tuple[WordResult, ...], ...] = ()) -> None:
        self._page = page if page is not None and len(page) else None
        self.word_results: Any = words if self._page is not None else NO_WORDS
        times = self._page.elapsed_ms if self._page is not None else {}
        self.elapse_list = [times.get(stage, 0.0) / 1000 for stage in ("detect", "classify", "recognize") if times]
        self.elapse = sum(self.elapse_list)

    @property
    def img(self) -> Any:
        """The picture in BGR."""
        return None if self._page is None else picture_of(self._page)

    @property
    def boxes(self) -> Any:
        """Where the lines stand."""
        return None if self._page is None else as_array([corners(line.quad) for line in self._page], "float32")

    @property
    def txts(self) -> Optional[Tuple[str, ...]]:
        """What the lines say."""
        return None if self._page is None else tuple(line.text for line in self._page)

    @property
    def scores(self) -> Optional[Tuple[float, ...]]:
        """How sure that is, 0 to 1."""
        return None if self._page is None else tuple(round(line.confidence, 5) for line in self._page)

    def __len__(self) -> int:
        return 0 if self._page is None else len(self._page)

    def __repr__(self) -> str:
        return f"RapidOCROutput(txts={self.txts}, scores={self.scores}, elapse={self.elapse:.3f})"

    def to_json(self) -> Optional[List[Dict[str, Any]]]:
        """A list of {"box", "txt", "score"}."""
        if self._page is None:
            return None
        return [{"box": corners(line.quad), "txt": line.text, "score": round(line.confidence, 5)}
                for line in self._page]

    def to_markdown(self) -> str:
        """Headings, paragraphs and tables, as far as geometry tells them; nothing where nothing was read."""
        return "" if self._page is None else self._page.to_markdown().rstrip("\n")

    def vis(self, save_path: Optional[str] = None) -> Any:
        """The picture with its lines outlined and numbered, in BGR, also as a .png or .jpg file."""
        return None if self._page is None else drawn(self._page, save_path)


class TextDetOutput:
    """Boxes without text, of a call with use_rec=False."""

    def __init__(self, page: Page, found: List[Detection], seconds: float) -> None:
        self._page = page
        self._found = found
        self.scores = [detection.confidence for detection in found] or None
        self.elapse = seconds

    @property
    def img(self) -> Any:
        """The picture in BGR."""
        return picture_of(self._page)

    @property
    def boxes(self) -> Any:
        """Where text stands; None where none was found."""
        return as_array([corners(item.quad) for item in self._found], "float32") if self._found else None

    def __len__(self) -> int:
        return len(self._found)

    def vis(self, save_path: Optional[str] = None) -> Any:
        """As RapidOCROutput.vis."""
        return drawn(self._page, save_path) if self._found else None


class TextRecOutput:
    """Text without boxes, of a call with use_det=False: the picture is one line."""

    def __init__(self, text: str, score: float, words: Tuple[WordResult, ...], seconds: float) -> None:
        self.txts = (text,)
        self.scores = (round(score, 5),)
        self.word_results = (words,)
        self.elapse = seconds

    def __len__(self) -> int:
        return len(self.txts)


def word_results(words: Tuple[Word, ...]) -> Tuple[WordResult, ...]:
    """A line's words or characters; spaces are none."""
    return tuple((word.text, round(word.confidence, 5), [[round(x), round(y)] for x, y in word.quad])
                 for word in words if word.text.strip())


def picture_of(page: Page) -> Any:
    """The upright picture in BGR."""
    from ...drawing import outlined

    return bgr(outlined(page.pixels(), []))


def drawn(page: Page, path: Optional[str]) -> Any:
    """With outlines and numbers."""
    from ...drawing import annotate

    if path is not None:
        page.draw(path)
    return bgr(annotate(page))


def bgr(image: Any) -> Any:
    """An array of its own, or where numpy is missing our RGB image with the buffer protocol."""
    try:
        import numpy
    except ImportError:
        return image
    return numpy.ascontiguousarray(numpy.asarray(image)[..., ::-1])
