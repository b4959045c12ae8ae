"""The REST interface: pictures in, documents out."""

from __future__ import annotations

import json
from typing import Any, Callable, List

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .. import _core
from .._core import Error, ImageError
from ..page import Page
from ..reader import Reader
from .bodies import Bodies
from .desk import Desk
from .documents import KINDS, Kind, wanted
from .limits import Limits
from .openapi import description
from .problems import Problem
from .query import known_parameters, options_in, switch
from .requests import Picture, pages_in, picture_in

HEALTH = "/healthz"
READ_PARAMETERS = ("format", "name", "characters", "classify", "min_confidence", "max_side", "budget_ms", "box_threshold",
                   "unclip_ratio")


class Api:
    """The endpoints over one reader."""

    def __init__(self, reader: Reader, limits: Limits) -> None:
        self._reader = reader
        self._limits = limits
        self._bodies = Bodies(limits)
        self.desk = Desk(limits)

    def routes(self) -> List[Route]:
        """For Starlette."""
        return [
            Route("/api/read", self.read, methods=["POST"]),
            Route("/api/export", self.export, methods=["POST"]),
            Route("/api/info", self.info),
            Route("/api/openapi.json", self.openapi),
            Route(HEALTH, self.health),
        ]

    async def read(self, request: Request) -> Response:
        """A picture's text, as a document."""
        query = request.query_params
        known_parameters(query, READ_PARAMETERS)
        kind = wanted(query.get("format"), request.headers.get("accept"))
        options, characters = options_in(query, self._limits), switch(query, "characters", False)

        def document(body: bytes) -> Callable[[], Response]:
            picture = picture_in(request, body)
            return lambda: self._document_of(picture, kind, options, characters)

        return await self._answer(request, document)

    async def export(self, request: Request) -> Response:
        """Pages that were read before, and perhaps edited, as a document."""
        known_parameters(request.query_params, ("format",))
        kind = wanted(request.query_params.get("format"), request.headers.get("accept"))
        return await self._answer(
            request, lambda body: lambda: answer_with(pages_in(request, body, kind.needs_picture, self._limits), kind))

    async def info(self, request: Request) -> Response:
        """What this server is, writes and allows."""
        about = self._reader.info
        return JSONResponse({
            "version": _core.__version__,
            "model": about["model"],
            "precision": about["precision"],
            "device": about["device"],
            "threads": about["threads"],
            "formats": [kind.to_dict() for kind in KINDS.values()],
            "limits": {"body_bytes": self._limits.body_bytes, "pixels": self._limits.pixels,
                       "pages": self._limits.pages, "requests": self._limits.client_requests},
        })

    async def openapi(self, request: Request) -> Response:
        """The description of this interface."""
        return JSONResponse(description(KINDS, self._limits))

    async def health(self, request: Request) -> Response:
        """That the event loop runs."""
        return JSONResponse({"status": "ok"})

    async def _answer(self, request: Request, prepare: Callable[[bytes], Callable[[], Response]]) -> Response:
        """Takes a seat, receives the body, and works on it in the reading thread."""
        with self.desk.seat(request):
            async with self._bodies.received(request) as body:
                task = prepare(body)
                try:
                    return await self.desk.work(request, task)
                except Error as error:
                    raise Problem(422, str(error)) from None

    def _document_of(self, picture: Picture, kind: Kind, options: Any, characters: bool) -> Response:
        try:
            page = self._reader.read(picture.source, **options)
        except ImageError as error:
            raise Problem(status_of(error, picture.name), str(error)) from None
        if kind.name == "json" and characters:
            return Response((page.to_json(characters=True) + "\n").encode("utf-8", "backslashreplace"),
                            media_type=kind.media_type)
        return answer_with([page], kind)


def answer_with(pages: List[Page], kind: Kind) -> Response:
    """A document. A browser saves it, and never shows it as a page of this site."""
    media_type = "application/x-ndjson" if kind.name == "json" and len(pages) > 1 else kind.content_type
    headers = {"Content-Disposition": f'attachment; filename="text{kind.suffix}"', "Content-Type": media_type}
    return Response(kind.write(pages), headers=headers)


def status_of(error: ImageError, name: str) -> int:
    """413 where the picture has too many pixels, which the core says by naming the option; 422 where it is damaged. The
    picture's own name, with which the sentence begins, says nothing."""
    return 413 if "max_pixels" in str(error).removeprefix(name) else 422
