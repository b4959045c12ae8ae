"""Documents by the package's format names: their media types, and which one a request asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict, Iterable, List, Optional, Sequence, Tuple

from .. import drawing
from .._core import encode
from ..formats import FORMATS, Format
from ..page import Page
from ..saving import as_bytes
from .problems import Problem

MEDIA_TYPES = {
    "text": "text/plain",
    "layout": "text/plain",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "tsv": "text/tab-separated-values",
    "csv": "text/csv",
    "markdown": "text/markdown",
    "hocr": "text/vnd.hocr+html",
    "alto": "application/xml",
    "pdf": "application/pdf",
}
DEFAULT = "json"


@dataclass(frozen=True)
class Kind:
    """A kind of document.

    name, suffix, summary: as in `dsocr_native.formats`.
    media_type: without parameters.
    needs_picture: whether pages have to know their pictures.
    write: the document's bytes.
    """

    name: str
    suffix: str
    summary: str
    media_type: str
    needs_picture: bool
    write: Callable[[Sequence[Page]], bytes]

    def to_dict(self) -> Dict[str, object]:
        """For /api/info."""
        return {"name": self.name, "suffix": self.suffix, "summary": self.summary, "media_type": self.media_type,
                "needs_picture": self.needs_picture}

    @property
    def content_type(self) -> str:
        """For the header."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def of_format(format: Format) -> Kind:
    """A format of the package; binary ones carry the pictures."""
    fallback = "application/octet-stream" if format.is_binary else "text/plain"
    return Kind(format.name, format.suffix, format.summary, MEDIA_TYPES.get(format.name, fallback), format.is_binary,
                lambda pages: b"".join(map(as_bytes, format.write(pages, len(pages) > 1))))


def annotated(name: str, suffix: str) -> Kind:
    """The picture with its lines outlined; `name` is what the encoder calls it."""
    return Kind(name, suffix, "the picture with its lines outlined and numbered", f"image/{name}", True,
                lambda pages: encode(drawing.annotate(only(pages)), name))


def only(pages: Sequence[Page]) -> Page:
    """The one page of a document that can hold no more."""
    if len(pages) != 1:
        raise Problem(422, f"format: a picture holds one page, found {len(pages)}")
    return pages[0]


KINDS: Dict[str, Kind] = {
    kind.name: kind
    for kind in (*map(of_format, FORMATS.values()), annotated("png", ".png"), annotated("jpeg", ".jpg"))
}


def wanted(name: Optional[str], accept: Optional[str]) -> Kind:
    """By name, else by the Accept header, else JSON. Raises Problem where there is no such kind."""
    if name is not None:
        if name not in KINDS:
            raise Problem(422, f"format: found {name!r}, expected one of {', '.join(KINDS)}")
        return KINDS[name]
    for media_range in by_preference(accept or "*/*"):
        for kind in (KINDS[DEFAULT], *KINDS.values()):
            if matches(media_range, kind.media_type):
                return kind
    raise Problem(406, f"Accept: found {accept!r}, expected one of {', '.join(sorted(media_types()))}")


def media_types() -> List[str]:
    """Each once."""
    return list(dict.fromkeys(kind.media_type for kind in KINDS.values()))


def by_preference(accept: str) -> Iterable[str]:
    """The media ranges of an Accept header, the most wanted first; those with q=0 are left out."""
    weighed = [weigh(item) for item in accept.split(",")]
    return [media for weight, media in sorted(weighed, key=lambda pair: -pair[0]) if weight > 0 and media]


def weigh(item: str) -> Tuple[float, str]:
    """The weight and the media range of one item; what is no number weighs nothing."""
    media, *parameters = (part.strip() for part in item.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            is_number = value.isascii() and value.replace(".", "", 1).isdigit()
            return (float(value) if is_number else 0.0), media.lower()
    return 1.0, media.lower()


def matches(media_range: str, media_type: str) -> bool:
    """Whether text/*, say, covers text/plain."""
    group, _, one = media_range.partition("/")
    return media_range in ("*/*", media_type) or (one == "*" and media_type.startswith(group + "/"))
