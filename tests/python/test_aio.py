"""aread and aread_many: the loop goes on, order is kept, memory is bounded, cancelling works."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
import weakref

import pytest

import dsocr_native as dsocr
from conftest import ROWS
from dsocr_native import aio
from pictures import page_of

WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")


def run(coroutine):
    """In a loop of its own, with an end if it hangs."""
    return asyncio.run(asyncio.wait_for(coroutine, 120))


async def gathered(pages) -> list:
    return [page async for page in pages]


def words():
    return (page_of(word, width=300) for word in WORDS)


def test_one_picture(reader, rows_png):
    page = run(reader.aread(rows_png, min_confidence=0.1, name="the page"))
    assert page.text == "\n".join(ROWS) and page.source == "the page"


def test_errors_reach_the_caller(reader, tmp_path):
    with pytest.raises(dsocr.FileError, match="none.png: cannot be opened"):
        run(reader.aread(tmp_path / "none.png"))
    with pytest.raises(dsocr.OptionError, match="min_confidence: found 7"):
        run(reader.aread(tmp_path / "none.png", min_confidence=7))
    with pytest.raises(dsocr.OptionError, match="ahead: found 0"):
        reader.aread_many([], ahead=0)


def test_the_loop_goes_on(reader):
    image = page_of(*["Lorem ipsum dolor sit amet 12345"] * 12, width=900)

    async def ticks_while_reading():
        reading, ticks = asyncio.ensure_future(reader.aread(image)), 0
        while not reading.done():
            await asyncio.sleep(0.002)
            ticks += 1
        return ticks, (await reading).elapsed_ms["total"]

    ticks, spent = run(ticks_while_reading())
    assert ticks > 5 and ticks > spent / 50, "a loop that was held would tick once"


def test_many_in_order(reader):
    pages = run(gathered(reader.aread_many(words())))
    assert [page.text for page in pages] == list(WORDS)


def test_an_asynchronous_source(reader):
    async def arriving():
        for image in words():
            await asyncio.sleep(0.01)
            yield image

    pages = run(gathered(reader.aread_many(arriving(), ahead=2)))
    assert [page.text for page in pages] == list(WORDS)


def test_a_broken_picture_is_a_page_with_an_error(reader, rows_png):
    pages = run(gathered(reader.aread_many([rows_png, b"no image", None, rows_png])))
    assert [page.error is None for page in pages] == [True, False, False, True]
    assert isinstance(pages[1].error, dsocr.ImageError) and pages[3].text == pages[0].text


def test_a_page_comes_although_the_next_picture_does_not(reader, rows_png):
    async def stalling():
        yield rows_png
        await asyncio.Event().wait()

    async def first():
        pages = reader.aread_many(stalling())
        page = await pages.__anext__()
        await pages.aclose()
        return page

    assert run(first()).text == "\n".join(ROWS)


def test_an_error_of_the_source_itself_reaches_the_caller(reader, rows_png):
    def pictures():
        yield rows_png
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="the disk is gone"):
        run(gathered(reader.aread_many(pictures())))


def test_what_came_before_an_error_of_the_source_is_given_first():
    def inputs():
        yield from range(3)
        raise RuntimeError("the disk is gone")

    async def arriving():
        for item in inputs():
            yield item

    async def consume(source):
        workers, given = aio.Workers(2), []
        with pytest.raises(RuntimeError, match="the disk is gone"):
            async for result in aio.in_order(lambda item: workers.start(slowly, item), source, 5):
                given.append(result)
        return given

    def slowly(item):
        time.sleep(0.05)
        return item

    assert run(consume(inputs())) == run(consume(arriving())) == [0, 1, 2]


class Item:
    """An input that can be counted."""


def test_an_endless_source_is_taken_only_a_little_ahead():
    """Back-pressure and bounded memory: a slow consumer meets few inputs, and old ones are let go."""
    made, alive, most = [], weakref.WeakSet(), 0

    def endless():
        while True:
            item = Item()
            made.append(None)
            alive.add(item)
            yield item

    async def consume():
        nonlocal most
        workers = aio.Workers(3)
        results = aio.in_order(lambda item: workers.start(lambda given: len(made), item), endless(), 3)
        for taken in range(1, 15):
            await results.__anext__()
            await asyncio.sleep(0.005)
            gc.collect()
            most = max(most, len(alive))
            assert len(made) <= taken + 3 + 1
        await results.aclose()

    run(consume())
    assert most <= 3 + 2


def test_thousands_of_callers_share_a_few_threads(reader):
    """Each waits with its input alone: no more are at work than the reader has threads, and one."""
    lock, state = threading.Lock(), {"now": 0, "most": 0}

    def work(item):
        with lock:
            state["now"] += 1
            state["most"] = max(state["most"], state["now"])
        time.sleep(0.0005)
        with lock:
            state["now"] -= 1
        return item

    async def all_at_once():
        return await asyncio.gather(*(workers.start(work, n) for n in range(2000)))

    workers = aio.Workers(3)
    assert run(all_at_once()) == list(range(2000))
    assert state["most"] <= 3


def test_cancelling_ends_what_waits():
    begun, gate = [], threading.Event()

    def work(item):
        begun.append(item)
        gate.wait(20)
        return item

    async def cancel_the_last():
        workers = aio.Workers(1)
        tasks = [asyncio.ensure_future(workers.start(work, n)) for n in range(3)]
        await asyncio.sleep(0.05)
        tasks[2].cancel()
        await asyncio.sleep(0)  # a cancelled future takes its call out of the queue in the loop's next turn
        gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, second, third = run(cancel_the_last())
    assert (first, second) == (0, 1) and isinstance(third, asyncio.CancelledError)
    assert begun == [0, 1]


def test_leaving_the_loop_early_ends_the_rest():
    begun = []

    def work(item):
        begun.append(item)
        time.sleep(0.01)
        return item

    async def take_two():
        workers = aio.Workers(2)
        results = aio.in_order(lambda item: workers.start(work, item), range(1000), 4)
        async for result in results:
            if result == 1:
                break
        await results.aclose()
        await asyncio.sleep(0.1)

    run(take_two())
    assert len(begun) <= 2 + 4 + 1


def test_a_cancelled_task_stops_its_reading(reader, rows_png):
    async def cancel():
        task = asyncio.ensure_future(gathered(reader.aread_many([rows_png] * 1000)))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    begun = time.monotonic()
    run(cancel())
    assert time.monotonic() - begun < 30


def test_one_reader_in_several_loops(reader, rows_png):
    texts = {run(reader.aread(rows_png)).text for _ in range(3)}
    assert texts == {"\n".join(ROWS)}


def test_the_threads_go_with_the_reader():
    before = threading.active_count()

    async def work():
        workers = aio.Workers(2)
        await asyncio.gather(*(workers.start(str, n) for n in range(5)))

    run(work())
    gc.collect()
    deadline = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert threading.active_count() <= before
