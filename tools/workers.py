"""Independent pieces of work in several processes."""

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed

_work: Callable[[int], None] | None = None


def run_each(work: Callable[[int], None], numbers: Iterable[int], workers: int,
             done: Callable[[int], None] = lambda number: None) -> None:
    """Calls `work(number)` for each, in no fixed order where there are several workers; then `done(number)` in this
    process. The first error ends it, after the work that is under way."""
    if workers <= 1:
        for number in numbers:
            work(number)
            done(number)
        return
    # Forked, so that `work` may hold what cannot be pickled and nobody reads corpora and fonts again.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _remember, (work,)) as pool:
        waiting = [pool.submit(_run, number) for number in numbers]
        try:
            for finished in as_completed(waiting):
                done(finished.result())
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _remember(work: Callable[[int], None]) -> None:
    global _work
    _work = work


def _run(number: int) -> int:
    _work(number)
    return number
