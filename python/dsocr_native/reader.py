"""The Reader: open a model once, read many pictures."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import Any, AsyncIterable, AsyncIterator, Iterable, Iterator, List, Optional, Union

from . import _core, aio, batch
from ._core import Error, ImageError, ModelError
from .catalog import model_folder
from .options import (
    MAX_THREADS, MIN_CONFIDENCE, backend_of, memory_limit, precision_of, read_options, thread_count, whole_number,
)
from .page import LeftOut, Line, Page, Quad, Word
from .sources import Source, encode_path, source_of


@dataclass(frozen=True)
class Detection:
    """A part of a picture that holds text.

    quad: four (x, y) in pixels of the upright picture, clockwise from the top-left corner.
    confidence: 0 to 1.
    """

    quad: Quad
    confidence: float


class Reader:
    """A model, opened. It may be used from several threads at once; the GIL is released while it works.

    model: the name of a bundled model (`dsocr_native.models()`), or the path of a folder with a `model.ini`;
        None is what the environment variable DSOCR_MODEL names, or the default.
    threads: how many work at one time, whoever calls. 0 takes as many as there are CPUs to run on, at most 4; "big"
        as many as there are fast cores, and keeps to them.
    precision: "auto" (the fastest that this CPU computes well), "fp32", "fp16" or "int8".
    memory_limit_mb: what this process may take, as far as the reader can help it, in millions of bytes; 0 is no
        limit. It costs threads first, then small text. What else the program does later is not known to it.
    backend: "cpu", or "opencl" or "vulkan" for a GPU, where the build has them (`dsocr_native.info()["backends"]`).
        What such a build lacks or a GPU computes wrong, the CPU does instead, and `info["device"]` says why.

    Raises ModelError where the model is missing, damaged or of another kind, and OptionError where the limit of memory
    is too low.
    """

    def __init__(
        self,
        model: Optional[Union[str, os.PathLike[str]]] = None,
        *,
        threads: Union[int, str] = 0,
        precision: str = "auto",
        memory_limit_mb: int = 0,
        backend: str = "cpu",
    ) -> None:
        folder = model_folder(model)
        try:
            self._core = _core.Reader(encode_path(folder), thread_count(threads), precision_of(precision),
                                      memory_limit(memory_limit_mb), backend_of(backend))
        except _core.FileError as error:
            raise ModelError(str(error)) from None
        self._side_by_side = self.info["threads"] + 1  # one file is opened while the others are read
        self._workers = aio.Workers(self._side_by_side)

    def read(
        self,
        image: Any,
        *,
        classify: bool = True,
        min_confidence: float = MIN_CONFIDENCE,
        max_side: int = 0,
        budget_ms: int = 0,
        max_pixels: int = 200_000_000,
        box_threshold: Optional[float] = None,
        unclip_ratio: Optional[float] = None,
        name: Optional[str] = None,
    ) -> Page:
        """Finds and reads the text of one picture.

        image: a path; the bytes of a JPEG, PNG, WebP or BMP file; an open binary file; or pixels: a PIL image or
            any object with the buffer protocol, H x W (grey), H x W x 3 (RGB) or H x W x 4 (RGBA) of uint8 with
            any strides. OpenCV's BGR is `image[..., ::-1]`.
        classify: turn lines that stand upside down.
        min_confidence: lines under it are left out, 0 to 1; 0.7 by default.
        max_side: the longer side in pixels that text is searched at; 0 leaves the choice to the reader. Smaller is
            faster and misses small text.
        budget_ms: milliseconds that the reading may take from its turn on; 0 is no limit. Text is searched at a
            smaller size and the smallest lines are left out as far as that is needed; `page.left_out` says what.
        max_pixels: larger pictures are refused before memory is taken for them.
        box_threshold: places that the search takes for text with less confidence are left out, 0 to 1; None is what
            the model says. Lower finds fainter text, and more that is none.
        unclip_ratio: how far a place grows beyond the core of its text, 0 to 10; None is what the model says.
        name: stands in messages and in `page.source` in place of the path.

        Raises ImageError (FileError where the file cannot be opened) and OptionError.
        """
        options = read_options(
            classify=classify, min_confidence=min_confidence, max_side=max_side, budget_ms=budget_ms,
            max_pixels=max_pixels, box_threshold=box_threshold, unclip_ratio=unclip_ratio,
        )
        return self._read(source_of(image, name), options)

    def read_many(self, images: Iterable[Any], *, ahead: Optional[int] = None, **options: Any) -> Iterator[Page]:
        """Reads pictures while the caller works on earlier ones, and yields their pages in the order of `images`.

        A picture that cannot be read gives a page with `error` set, and the rest go on. At most `ahead` pictures are
        under way beside the one that is yielded (None: one more than the reader has threads, so that one file is
        opened while the others are read): memory stays bounded, and an endless `images` is fine.
        options: those of `read`, without `name`.
        """
        checked = read_options(**options)
        check_several(images)
        limit = self._side_by_side if ahead is None else ahead
        return batch.in_order(lambda image: self._try_read(image, checked), images, limit)

    async def aread(self, image: Any, **options: Any) -> Page:
        """As `read`, for programs with an event loop, which goes on meanwhile.

        A few pictures are read side by side; further calls wait their turn, and hold no more than `image` meanwhile. A
        call that is cancelled while it waits is never begun.
        """
        name = options.pop("name", None)
        checked = read_options(**options)
        return await self._workers.start(lambda given: self._read(source_of(given, name), checked), image)

    def aread_many(
        self, images: Union[Iterable[Any], AsyncIterable[Any]], *, ahead: Optional[int] = None, **options: Any
    ) -> AsyncIterator[Page]:
        """As `read_many`, for `async for`; `images` may be an asynchronous iterator as well.

        Pages come in the order of `images`, each as soon as it is there; at most `ahead` pictures are under way, and
        while the caller is busy no further ones are taken. A picture that cannot be read gives a page with `error`.
        """
        checked = read_options(**options)
        check_several(images)
        limit = self._side_by_side if ahead is None else whole_number("ahead", ahead, 1, MAX_THREADS + 1)
        return aio.in_order(lambda image: self._workers.start(lambda given: self._try_read(given, checked), image),
                            images, limit)

    def detect(
        self,
        image: Any,
        *,
        max_side: int = 0,
        max_pixels: int = 200_000_000,
        box_threshold: Optional[float] = None,
        unclip_ratio: Optional[float] = None,
    ) -> List[Detection]:
        """Finds the lines of a picture without reading them; arguments as for `read`."""
        options = read_options(max_side=max_side, max_pixels=max_pixels, box_threshold=box_threshold,
                               unclip_ratio=unclip_ratio)
        source = source_of(image)
        found = self._core.detect(source.pixels(max_pixels), source.name, options)
        return [Detection(quad, confidence) for quad, confidence in found]

    def recognize(self, crops: Iterable[Any]) -> List[Line]:
        """Reads pictures that each hold one upright line, without searching; one Line each, with empty text where
        none was read. Quads are in pixels of the crop. crops: each as `image` of `read`."""
        options = read_options()
        check_several(crops)
        pixels = [source_of(crop, f"crops[{i}]").pixels(options.max_pixels) for i, crop in enumerate(crops)]
        return [_line(values) for values in self._core.recognize(pixels, options)]

    @property
    def info(self) -> _core.ReaderInfo:
        """model, model_dir, precision (with the reason where a faster one was refused), device (what the networks run
        on, with the reason where a GPU was asked for and is not used), backend (the image kernels), threads, and the
        cpus that they keep to (none: wherever the system puts them)."""
        return self._core.info()

    def __repr__(self) -> str:
        about = self.info
        return f"<Reader {about['model']!r}, {about['precision']}, {about['threads']} threads>"

    def _read(self, source: Source, options: _core.ReadOptions) -> Page:
        width, height, lines, text, elapsed_ms, copied_bytes, left_out = source.read(self._core, options)
        return Page(width, height, [_line(values) for values in lines], text=text, elapsed_ms=elapsed_ms,
                    copied_bytes=copied_bytes, left_out=_left_out(left_out), source=source.name, picture=source)

    def _try_read(self, image: Any, options: _core.ReadOptions) -> Page:
        source = None
        try:
            source = source_of(image)
            return self._read(source, options)
        except Error as error:
            return Page(0, 0, source=source.name if source else "image", error=error)


def check_several(images: Any) -> None:
    """A path in place of a list would be taken for its letters."""
    if isinstance(images, (str, bytes, os.PathLike)):
        raise ImageError(f"images: found one {type(images).__name__}, expected a list of pictures or another iterable")


def _line(values: _core.LineTuple) -> Line:
    text, confidence, quad, words, characters = values
    return Line(text, confidence, quad, tuple(Word(*word) for word in words),
                tuple(Word(*character) for character in characters))


def _left_out(values: Optional[_core.LeftOutTuple]) -> Optional[LeftOut]:
    if values is None:
        return None
    side, usual_side, lines, unchecked = values
    return LeftOut(side, usual_side, tuple(lines), unchecked)


_default_reader: Optional[Reader] = None
_default_lock = threading.Lock()


def read(image: Any, **options: Any) -> Page:
    """Reads one picture with the default model, which is loaded at the first call; as `Reader.read`."""
    global _default_reader
    with _default_lock:
        if _default_reader is None:
            _default_reader = Reader()
    return _default_reader.read(image, **options)
