"""The parts put together."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from ..reader import Reader
from . import assets
from .api import HEALTH, Api
from .courtesy import Courtesy
from .gate import Gate
from .problems import Problem, on_crash, on_http_exception, on_problem
from .settings import Settings


def create_app(reader: Reader, settings: Settings) -> Starlette:
    """The web page and the REST interface as an ASGI application."""
    api, files = Api(reader, settings.limits), assets.load()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        api.desk.close()

    return Starlette(
        routes=[*api.routes(), *assets.routes(files)],
        middleware=[
            Middleware(Courtesy),
            Middleware(Gate, settings=settings, public=assets.public(files) | {HEALTH},
                       doorstep=files[assets.DOORSTEP].content),
        ],
        exception_handlers={Problem: on_problem, HTTPException: on_http_exception, Exception: on_crash},
        lifespan=lifespan,
    )
