"""One Reader, several Python threads: the same results, and Python goes on meanwhile."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import dsocr_native as dsocr
from pictures import page_of

TEXTS = [(f"Invoice {number}", f"Sum {number * 17}.20") for number in range(101, 109)]


def lines_of(page):
    return page.to_dict(characters=True)["lines"]


def test_four_threads_read_what_one_reads(reader):
    images = [page_of(*rows, width=420 + 30 * i) for i, rows in enumerate(TEXTS)]
    alone = [lines_of(reader.read(image)) for image in images]
    assert [[line["text"] for line in lines] for lines in alone] == [list(rows) for rows in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda image: lines_of(reader.read(image)), images * 3))
    assert together == alone * 3


def test_readers_with_one_and_more_threads_agree(reader, rows_png):
    assert lines_of(dsocr.Reader(threads=1).read(rows_png)) == lines_of(reader.read(rows_png))


def test_the_default_reader_is_opened_once_by_whoever_comes_first(rows_png):
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: dsocr.read(rows_png).text, range(4)))
    assert len(set(texts)) == 1 and texts[0]


FORKED = """
import asyncio, os, sys, dsocr_native as dsocr
reader = dsocr.Reader(threads=2)
text = asyncio.run(reader.aread(sys.argv[1])).text
child = os.fork()
if child == 0:
    same = text == reader.read(sys.argv[1]).text == asyncio.run(reader.aread(sys.argv[1])).text
    del reader
    os._exit(0 if same else 1)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status))
"""


def test_a_forked_child_reads_and_lets_go(rows_png):
    """Threads stay behind at a fork; a child that waited for them would wait for ever."""
    done = subprocess.run([sys.executable, "-c", FORKED, str(rows_png)], capture_output=True, text=True, timeout=120)
    assert done.stdout == "0\n", done.stderr


FORKED_MEANWHILE = """
import os, sys, threading, dsocr_native as dsocr
reader = dsocr.Reader("fast", threads=1)
stop = threading.Event()
def read():
    while not stop.is_set():
        reader.read(sys.argv[1])
busy = threading.Thread(target=read)
busy.start()
answers = []
for _ in range(5):
    out, end = os.pipe()
    if os.fork() == 0:
        try:
            os.write(end, reader.read(sys.argv[1]).text.encode())
        except dsocr.Error as error:
            os.write(end, str(error).encode())
        os._exit(0)
    os.close(end)
    with open(out, encoding="utf-8") as answer:
        answers.append(answer.read())
    os.wait()
stop.set()
busy.join()
print("\\n".join(answers))
"""


def test_a_child_that_is_forked_in_the_midst_of_a_reading_says_so(rows_png):
    """What another thread held stays held in the child, which would wait for it for ever."""
    done = subprocess.run([sys.executable, "-c", FORKED_MEANWHILE, str(rows_png)], capture_output=True, text=True,
                          timeout=120)
    assert "rows.png: this process was forked while other threads kept all of the reader busy" in done.stdout, done


def test_python_goes_on_while_a_picture_is_read(reader):
    image = page_of(*["Lorem ipsum dolor sit amet 12345"] * 12, width=900)
    done = threading.Event()
    reading = threading.Thread(target=lambda: (reader.read(image), done.set()))
    begun = time.perf_counter()
    reading.start()
    longest, last = 0.0, begun
    while not done.is_set():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    reading.join()
    assert longest < (last - begun) / 3, "with the GIL held, one pause would be as long as the reading"
