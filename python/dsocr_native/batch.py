"""Work on many inputs, a few ahead of the consumer, results in the order of the inputs."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Callable, Deque, Iterable, Iterator, List, TypeVar

from .options import MAX_THREADS, whole_number

Input = TypeVar("Input")
Result = TypeVar("Result")


def in_order(work: Callable[[Input], Result], inputs: Iterable[Input], ahead: int) -> Iterator[Result]:
    """Yields work(input) for each input; at most `ahead` of them are under way while the consumer holds one. An error of
    `inputs` itself is raised after the results of what came before it."""
    return _run(work, inputs, whole_number("ahead", ahead, 1, MAX_THREADS + 1))


def _run(work: Callable[[Input], Result], inputs: Iterable[Input], ahead: int) -> Iterator[Result]:
    pool = ThreadPoolExecutor(ahead, thread_name_prefix="dsocr")
    under_way: Deque[Future[Result]] = deque()
    problems: List[Exception] = []
    try:
        for item in until_it_fails(inputs, problems):
            under_way.append(pool.submit(work, item))
            if len(under_way) > ahead:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
        if problems:
            raise problems.pop()
    finally:
        # Also when the consumer stops early or is interrupted: nothing new begins, what runs is waited for.
        for future in under_way:
            future.cancel()
        pool.shutdown(wait=True)


def until_it_fails(inputs: Iterable[Input], problems: List[Exception]) -> Iterator[Input]:
    """The inputs; what they raise ends them, and is put into `problems`."""
    try:
        for item in inputs:  # `yield from` would close them when the consumer stops early
            yield item
    except Exception as problem:
        problems.append(problem)
