"""read_many: in order, a few ahead, and one broken picture stops nothing."""

from __future__ import annotations

import gc
import itertools
import threading
import weakref

import pytest

import dsocr_native as dsocr
from dsocr_native.batch import in_order
from pictures import blank, encoded, page_of

WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")


def test_pages_come_in_the_order_of_the_pictures(reader):
    pages = list(reader.read_many(page_of(word, width=300) for word in WORDS))
    assert [page.text for page in pages] == list(WORDS)


def test_one_path_is_no_list_of_pictures(reader, rows_png):
    for one in (str(rows_png), rows_png, rows_png.read_bytes()):
        for taking in (reader.read_many, reader.aread_many, reader.recognize):
            with pytest.raises(dsocr.ImageError, match=f"images: found one {type(one).__name__}, expected a list of"):
                taking(one)


def test_a_broken_picture_is_a_page_with_an_error(reader, rows_png, tmp_path):
    missing = tmp_path / "missing.png"
    pages = list(reader.read_many([rows_png, missing, b"no image", None, rows_png]))
    assert [page.error is None for page in pages] == [True, False, False, False, True]
    assert [type(page.error) for page in pages[1:4]] == [dsocr.FileError, dsocr.ImageError, dsocr.ImageError]
    assert str(missing) in str(pages[1].error) and pages[1].source == str(missing)
    assert (len(pages[1]), pages[1].text, pages[1].width) == (0, "", 0)
    assert pages[4].text == pages[0].text != ""


def test_an_endless_input_is_read_only_a_little_ahead(reader):
    taken = itertools.count()
    pictures = (encoded(blank(64, 64)) for _ in taken)
    pages = reader.read_many(pictures, ahead=2)
    for _ in range(5):
        next(pages)
    pages.close()
    assert next(taken) <= 5 + 2 + 1


def test_options_are_those_of_read(reader, rows_png):
    (page,) = reader.read_many([rows_png], min_confidence=1.0)
    assert len(page) == 0
    with pytest.raises(dsocr.OptionError, match="min_confidence: found 7"):
        reader.read_many([rows_png], min_confidence=7)
    with pytest.raises(dsocr.OptionError, match="ahead: found 0, expected a whole number from 1 to 65"):
        reader.read_many([rows_png], ahead=0)


def test_an_error_of_the_input_itself_reaches_the_caller(reader, rows_png):
    def pictures():
        yield rows_png
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="the disk is gone"):
        list(reader.read_many(pictures()))


def test_what_came_before_an_error_of_the_input_is_given_first():
    def inputs():
        yield from range(3)
        raise RuntimeError("the disk is gone")

    given = []
    with pytest.raises(RuntimeError, match="the disk is gone"):
        for result in in_order(lambda x: x, inputs(), 5):
            given.append(result)
    assert given == [0, 1, 2]


def test_inputs_stay_open_when_the_consumer_stops():
    inputs = (number for number in itertools.count())
    results = in_order(lambda x: x, inputs, 2)
    assert next(results) == 0
    results.close()
    assert next(inputs) == 3


def test_no_thread_is_left_when_the_consumer_stops():
    before = threading.active_count()
    results = in_order(lambda x: x * x, range(1000), 3)
    assert [next(results) for _ in range(4)] == [0, 1, 4, 9]
    results.close()
    assert threading.active_count() == before


def test_no_more_than_ahead_at_a_time():
    lock, state = threading.Lock(), {"now": 0, "most": 0}
    gate = threading.Barrier(3, timeout=20)

    def work(item):
        with lock:
            state["now"] += 1
            state["most"] = max(state["most"], state["now"])
        gate.wait()  # only passes when three are under way
        with lock:
            state["now"] -= 1
        return item

    assert list(in_order(work, range(12), 3)) == list(range(12))
    assert state["most"] == 3


def test_inputs_are_let_go_when_they_are_done():
    """Memory stays bounded: of an endless input only the few that are under way are alive."""

    class Item:
        pass

    alive, most = weakref.WeakSet(), 0

    def endless():
        while True:
            item = Item()
            alive.add(item)
            yield item

    results = in_order(lambda item: None, endless(), 3)
    for _ in range(12):
        next(results)
        gc.collect()
        most = max(most, len(alive))
    results.close()
    assert most <= 3 + 2
