"""Work in threads for programs that wait with `await`: the event loop goes on meanwhile."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any, AsyncIterable, AsyncIterator, Awaitable, Callable, Deque, Iterable, Optional, TypeVar, Union

Input = TypeVar("Input")
Result = TypeVar("Result")
END: Any = object()


class Workers:
    """As many threads as can be of use, however many callers wait: a call that has to queue holds its input alone, no
    decoded picture. The threads come with the first call and go with the object; a forked child, which has none of its
    parent's, starts its own."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._lock = threading.Lock()
        self._pool: Optional[ThreadPoolExecutor] = None
        self._process = 0  # that the pool's threads live in

    def start(self, work: Callable[[Input], Result], item: Input) -> asyncio.Future[Result]:
        """Begins as soon as a thread is free. Cancelling ends what waits; what runs goes on to its end, unheard."""
        with self._lock:
            if self._pool is None or self._process != os.getpid():
                self._process = os.getpid()
                self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="dsocr")
        return asyncio.get_running_loop().run_in_executor(self._pool, work, item)


async def in_order(
    start: Callable[[Input], asyncio.Future[Result]],
    inputs: Union[Iterable[Input], AsyncIterable[Input]],
    ahead: int,
) -> AsyncIterator[Result]:
    """Yields each result in the order of the inputs as soon as it is there; at most `ahead` are under way, and inputs
    are taken no earlier than needed. What has not begun when the consumer stops is cancelled. An error of `inputs` itself
    is raised after the results of what came before it."""
    take_next = taker(inputs)
    under_way: Deque[asyncio.Future[Result]] = deque()
    taking: Optional[asyncio.Future[Any]] = asyncio.ensure_future(take_next())
    problem: Optional[BaseException] = None
    try:
        while taking is not None or under_way:
            waited_for = {future for future in (taking, *list(under_way)[:1]) if future is not None}
            await asyncio.wait(waited_for, return_when=asyncio.FIRST_COMPLETED)
            if taking is not None and taking.done():
                problem = taking.exception()
                item, taking = END if problem is not None else taking.result(), None
                if item is END:
                    take_next = nothing
                else:
                    under_way.append(start(item))
                    del item
            if under_way and under_way[0].done():
                yield under_way.popleft().result()
            if taking is None and take_next is not nothing and len(under_way) < ahead:
                taking = asyncio.ensure_future(take_next())
        if problem is not None:
            raise problem
    finally:
        for future in filter(None, (taking, *under_way)):
            future.cancel()


async def nothing() -> Any:
    """What a source gives when it is at its end."""
    return END


def taker(inputs: Union[Iterable[Any], AsyncIterable[Any]]) -> Callable[[], Awaitable[Any]]:
    """A function that awaits the next input, or END. A plain iterator may block (it may list a slow disk), so it is
    asked in a thread."""
    if hasattr(inputs, "__aiter__"):
        later = inputs.__aiter__()

        async def take_later() -> Any:
            try:
                return await later.__anext__()
            except StopAsyncIteration:
                return END

        return take_later
    iterator = iter(inputs)

    async def take() -> Any:
        return await asyncio.get_running_loop().run_in_executor(None, next, iterator, END)

    return take
