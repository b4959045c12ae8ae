"""How many at once, and where the work is done: a bounded queue before a thread, so that the event loop never waits."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Callable, Iterator, List, TypeVar

from starlette.requests import Request

from .limits import Limits
from .problems import CLIENT_GONE, Problem, busy

Result = TypeVar("Result")


class Desk:
    """One reading at a time (it uses all of the reader's threads); others wait in the order in which they came."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._seats: Counter[str] = Counter()
        self._abandoned = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dsocr-serve")

    @contextmanager
    def seat(self, request: Request) -> Iterator[None]:
        """A place for a request, from its body's first byte to its answer."""
        client = request.client.host if request.client else "unknown"
        if self._seats[client] >= self._limits.client_requests:
            raise busy(429, f"{self._limits.client_requests} requests from this address are under way; wait for one")
        if sum(self._seats.values()) + self._abandoned >= self._limits.requests:
            raise busy(503, f"{self._limits.requests} requests are under way; try again in a moment")
        self._seats[client] += 1
        try:
            yield
        finally:
            self._seats[client] -= 1
            self._seats += Counter()  # forgets those who have left

    async def work(self, request: Request, task: Callable[[], Result]) -> Result:
        """The task's result. It is not begun any more once its client has gone or its time is over."""
        future = self._thread.submit(task)
        done = asyncio.ensure_future(asyncio.wrap_future(future))
        gone = asyncio.ensure_future(until_gone(request))
        either: List[asyncio.Future[Any]] = [done, gone]
        try:
            await asyncio.wait(either, timeout=self._limits.answer_seconds, return_when=asyncio.FIRST_COMPLETED)
            if done.done():
                return done.result()
            if gone.done():
                raise Problem(CLIENT_GONE, "the client has gone")
            late = f"no answer within {self._limits.answer_seconds:g} seconds"
            if future.running():  # again it would take as long
                raise Problem(503, f"{late}: the picture takes longer")
            raise busy(503, f"{late}; the server is busy")
        finally:
            gone.cancel()
            if not done.done():
                self._abandon(future)
            done.cancel()

    def close(self) -> None:
        """Waits for what is being read; what has not begun is dropped."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _abandon(self, future: Future[Result]) -> None:
        """A reading that has begun cannot be stopped: it counts until it ends."""
        if future.cancel():
            return
        loop = asyncio.get_running_loop()
        self._abandoned += 1
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._forget))

    def _forget(self) -> None:
        self._abandoned -= 1


async def until_gone(request: Request) -> None:
    """Returns when the client hangs up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
