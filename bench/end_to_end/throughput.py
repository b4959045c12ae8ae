"""Two readers of one thread each beside one alone: readings a second, in threads and in processes.

On a busy machine readings a second say nothing; processor time a reading still tells what two cost each other.
"""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache, partial

import dsocr_native as dsocr
from bench.end_to_end.photo import EXAMPLES
from bench.end_to_end.rounds import Figure, Result, Sample, take_turns

PICTURES = [str(EXAMPLES / name) for name in ("receipt.jpg", "sign.jpg")]


@cache
def reader(slot: int) -> dsocr.Reader:
    return dsocr.Reader(threads=1)


def work(slot: int) -> float:
    """Reads all pictures; the processor seconds of this thread, which is the one that reads."""
    opened, begin = reader(slot), time.thread_time()
    for picture in PICTURES:
        opened.read(picture)
    return time.thread_time() - begin


def rate(lanes: list[Executor]) -> Sample:
    """Every lane reads all pictures with a reader of its own."""
    begin = time.perf_counter()
    seconds = [done.result() for done in [lane.submit(work, slot) for slot, lane in enumerate(lanes)]]
    readings = len(lanes) * len(PICTURES)
    return {"per_second": readings / (time.perf_counter() - begin), "cpu_ms": 1e3 * sum(seconds) / readings}


def compare(what: str, lane: Callable[[], Executor], rounds: int) -> Result:
    with ExitStack() as stack:
        lanes = [stack.enter_context(lane()) for _ in range(2)]
        rate(lanes)  # opens the readers
        samples = take_turns({"two": partial(rate, lanes), "one": partial(rate, lanes[:1])}, rounds)
    for two, one in zip(samples["two"], samples["one"], strict=True):
        two["scaling"] = two["per_second"] / one["per_second"]
        two["work_scaling"] = 2 * one["cpu_ms"] / two["cpu_ms"]
    return Result(f"two readers, {what}", samples,
                  (Figure("per_second", "readings/s"), Figure("cpu_ms", "processor ms a reading"),
                   Figure("scaling", "two / one", least=1.8),
                   Figure("work_scaling", "two / one by processor time", least=1.8)))


def measure(rounds: int, threads: int) -> list[Result]:
    """`threads` is of no account: every reader here has one."""
    spawned = partial(ProcessPoolExecutor, 1, multiprocessing.get_context("spawn"))
    return [compare("in two threads", partial(ThreadPoolExecutor, 1), rounds),
            compare("in two processes", spawned, rounds)]
