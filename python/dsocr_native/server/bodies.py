"""Request bodies, counted while they come in and held in memory alone."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import AsyncIterator, List

from starlette.requests import ClientDisconnect, Request

from .limits import Limits
from .problems import CLIENT_GONE, Problem, busy


class Bodies:
    """All bodies that are in memory now."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._held = 0

    @asynccontextmanager
    async def received(self, request: Request) -> AsyncIterator[bytes]:
        """The whole body, which counts as held until the block ends."""
        check_length(request, self._limits.body_bytes)
        chunks: List[bytes] = []
        size = 0
        try:
            async for chunk in patient(request, self._limits):
                size += len(chunk)
                self._held += len(chunk)
                self._check(size)
                chunks.append(chunk)
            body = b"".join(chunks)
            chunks.clear()
            yield body
        finally:
            self._held -= size

    def _check(self, size: int) -> None:
        if size > self._limits.body_bytes:
            raise too_large(size, self._limits.body_bytes)
        if self._held > self._limits.held_bytes:
            raise busy(503, "too many large pictures at one time; try again in a moment")


def check_length(request: Request, limit: int) -> None:
    """Refuses a body by what its head says of it, before any of it is read."""
    length = request.headers.get("content-length", "0")
    if int(length) > limit:
        raise too_large(int(length), limit)


def too_large(size: int, limit: int) -> Problem:
    """A body over the limit; `size` is what is known of it so far."""
    return Problem(413, f"the request has {size} bytes or more, expected at most {limit}")


async def patient(request: Request, limits: Limits) -> AsyncIterator[bytes]:
    """The chunks as they come; a body that pauses or lasts too long ends in a 408."""
    deadline = time.monotonic() + limits.body_seconds
    stream = request.stream()
    while True:
        wait = min(limits.pause_seconds, deadline - time.monotonic())
        try:
            yield await asyncio.wait_for(stream.__anext__(), max(wait, 0))
        except StopAsyncIteration:
            return
        except asyncio.TimeoutError:
            raise Problem(408, "the body of the request came too slowly") from None
        except ClientDisconnect:
            raise Problem(CLIENT_GONE, "the client has gone") from None
