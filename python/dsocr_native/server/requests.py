"""What a request brings: a picture, or pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from starlette.datastructures import Headers
from starlette.requests import Request

from .. import _core
from .._core import ImageError
from ..page import Page
from ..sources import EncodedSource
from .limits import Limits
from .multipart import Part, parse
from .pages import clean_name, page_of
from .problems import Problem

SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"BM")


@dataclass(frozen=True)
class Picture:
    """An encoded picture and what it is called."""

    data: bytes
    name: str

    @property
    def source(self) -> EncodedSource:
        """For the reader: bytes in memory, never a path."""
        return EncodedSource(self.data, self.name)


def picture_in(request: Request, body: bytes) -> Picture:
    """The one picture of a request: its body, or the one file of its form."""
    media_type = media_type_of(request.headers)
    if media_type == "multipart/form-data":
        files = [part for part in parse(body, request.headers["content-type"]) if part.filename is not None]
        if len(files) != 1:
            raise Problem(422, f"the form has {len(files)} files, expected one picture")
        return checked(Picture(files[0].content, clean_name(request.query_params.get("name") or files[0].filename)))
    if media_type and not media_type.startswith("image/") and media_type != "application/octet-stream":
        raise Problem(415, f"Content-Type: found {media_type}, expected image/jpeg, image/png, image/webp, image/bmp, "
                           "application/octet-stream or multipart/form-data")
    return checked(Picture(body, clean_name(request.query_params.get("name"))))


def checked(picture: Picture) -> Picture:
    """Refuses what is no picture of a kind that we read, before it waits in the queue."""
    if not picture.data:
        raise Problem(422, f"{picture.name}: is empty (0 bytes), expected a picture")
    if not picture.data.startswith(SIGNATURES):
        try:
            _core.decode(picture.data[:64], picture.name)  # says what it is instead
        except ImageError as error:
            raise Problem(415, str(error)) from None
    return picture


def pages_in(request: Request, body: bytes, needs_picture: bool, limits: Limits) -> List[Page]:
    """The pages of a form, each with the picture before it if there is one; or the one page that is the body."""
    media_type = media_type_of(request.headers)
    if media_type == "application/json":
        check_picture(None, "page", needs_picture)
        return [page_of(body, "page", None, limits.pixels)]
    if media_type != "multipart/form-data":
        raise Problem(415, f"Content-Type: found {media_type or 'none'}, expected multipart/form-data or "
                           "application/json")
    return pages_of_form(parse(body, request.headers["content-type"]), needs_picture, limits)


def pages_of_form(parts: List[Part], needs_picture: bool, limits: Limits) -> List[Page]:
    """`picture` (a file, where the format needs it) and `page` (JSON), again and again."""
    pages: List[Page] = []
    picture: Optional[Picture] = None
    for part in parts:
        if part.name == "picture":
            picture = checked(Picture(part.content, clean_name(part.filename)))
        elif part.name == "page":
            if len(pages) == limits.pages:
                raise Problem(413, f"the form has more pages than {limits.pages}")
            where = f"page[{len(pages)}]"
            check_picture(picture, where, needs_picture)
            pages.append(page_of(part.content, where, picture.source if picture else None, limits.pixels))
            picture = None
    if not pages:
        raise Problem(422, "the form has no field `page`, expected one with the JSON of POST /api/read")
    return pages


def check_picture(picture: Optional[Picture], where: str, is_needed: bool) -> None:
    """A page without its picture is enough for most formats."""
    if is_needed and picture is None:
        raise Problem(422, f"{where}: found no picture, expected a form with a field `picture` before each `page`")


def media_type_of(headers: Headers) -> str:
    """The Content-Type without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()
