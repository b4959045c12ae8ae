"""Limits of threads, time and memory: kept, and honest about what they cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

import dsocr_native as dsocr
from pictures import encoded, page_of

SENTENCES = [f"Line {number} of a long page with words" for number in range(1, 25)]
CAN_PIN = hasattr(os, "sched_getaffinity")


@pytest.fixture(scope="module")
def long_page():
    """Two dozen lines, the third of them large."""
    return page_of(*SENTENCES[:2], size=20, width=900), page_of(*SENTENCES, size=20, width=900)


def lines_of(page):
    return page.to_dict(characters=True)["lines"]


# Threads


def test_big_cores_are_some_of_those_that_we_may_use(rows_png):
    allowed = os.sched_getaffinity(0) if CAN_PIN else set(range(os.cpu_count()))
    reader = dsocr.Reader(threads="big")
    assert 1 <= reader.info["threads"] <= len(allowed)
    assert set(reader.info["cpus"]) < allowed, "where all are equal, nobody is kept anywhere"
    assert reader.info["threads"] == (len(reader.info["cpus"]) or len(allowed))
    assert reader.read(rows_png).text
    if CAN_PIN:
        assert os.sched_getaffinity(0) == allowed


@pytest.mark.parametrize("threads", ["small", -1, 65, 1.5, None, True])
def test_threads_outside_their_range(threads):
    with pytest.raises(dsocr.OptionError, match="threads: found .*, expected a whole number from 0 to 64, or big"):
        dsocr.Reader(threads=threads)


def test_one_thread_is_one_whoever_calls(long_page):
    """Processor time beyond wall time would be work side by side. Decoding counts: the files are large JPEGs."""
    reader = dsocr.Reader("fast", threads=1)
    picture = encoded(long_page[0].resize((3600, 480)), "JPEG", quality=95)
    reader.read(picture)
    before = threading.active_count()
    with ThreadPoolExecutor(3) as pool:
        wall, processor = time.perf_counter(), time.process_time()
        list(pool.map(reader.read, [picture] * 9))
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
    assert threading.active_count() == before
    assert processor < wall * 1.15


# Time


def test_a_generous_budget_changes_nothing(reader, long_page):
    image = long_page[1]
    usual, within = reader.read(image), reader.read(image, budget_ms=600_000)
    assert within.left_out is None and usual.left_out is None
    assert lines_of(within) == lines_of(usual)
    assert "left_out" not in within.to_dict()


def test_a_tiny_budget_still_gives_a_page_and_says_what_is_missing(reader, long_page):
    page = reader.read(long_page[1], budget_ms=1)
    assert len(page) == 0 and page.error is None and (page.width, page.height) == long_page[1].size
    assert page.left_out.detector_side == 320 < page.left_out.usual_detector_side
    assert len(page.left_out.lines) > 3
    for quad in page.left_out.lines:
        assert all(0 <= x <= page.width and 0 <= y <= page.height for x, y in quad)
    assert json.loads(page.to_json())["left_out"]["detector_side"] == 320
    assert reader.read(long_page[1]).left_out is None, "no trace on the next call"


def test_a_first_reading_knows_no_costs_and_keeps_to_its_budget_all_the_same(long_page):
    reader = dsocr.Reader("fast", threads=1)
    assert reader.read(long_page[1], budget_ms=1).left_out.lines
    assert dsocr.Reader("fast", threads=1).read(long_page[0], budget_ms=600_000).left_out is None


def test_what_is_read_within_a_budget_are_the_tallest_lines(reader):
    """A page of small lines with one large one: whatever fits, the large one is among it."""
    image = page_of(*SENTENCES[:18], size=16, width=700)
    image.paste(page_of("HEADLINE", size=60, width=700).crop((0, 0, 700, 140)), (0, image.height - 140))
    reader.read(image)  # warm
    whole, parted = reader.read(image), 0
    for share in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
        page = reader.read(image, budget_ms=max(int(whole.elapsed_ms["total"] * share), 2))
        if page.left_out is not None and page.left_out.lines and len(page):
            parted += 1
            assert "HEADLINE" in page.text
            tallest_left = max(height_of(quad) for quad in page.left_out.lines)
            assert tallest_left <= max(height_of(line.quad) for line in page)
    assert parted, "no budget had time for some lines and not for all"


def height_of(quad):
    (_, top), _, _, (_, bottom) = quad
    return bottom - top


def test_the_command_line_says_it_on_stderr_and_in_json(dsocr_command, long_page, tmp_path):
    path = tmp_path / "long.png"
    long_page[1].save(path)
    done = dsocr_command("read", path, "--budget-ms", 1, "--format", "json")
    assert done.returncode == 0
    left_out = json.loads(done.stdout)["left_out"]
    (sentence,) = done.stderr.decode().splitlines()
    assert sentence.startswith(f"dsocr: {path}: left out to keep within the limits: text searched at 320 pixels instead")
    assert f"{len(left_out['lines'])} lines not read" in sentence


# Memory

PROGRAM = """
import sys
import dsocr_native as dsocr

limit, threads, *paths = sys.argv[1:]
reader = dsocr.Reader(threads=int(threads), memory_limit_mb=int(limit))
for path in paths:
    page = reader.read(path)
    assert len(page), path
print(reader.info["threads"], page.left_out.detector_side if page.left_out else 0)
print(dsocr.info()["peak_memory"])
"""


def peak_with(limit, threads, *paths):
    """Megabytes at the peak, the reader's threads, and the side that the last picture was searched at where that was
    reduced."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(limit), str(threads), *map(str, paths)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    threads, side, peak = map(int, done.stdout.split())
    return peak / 1e6, threads, side


@pytest.fixture(scope="module")
def large_pages(tmp_path_factory):
    """Small text on large pages: what the detector wants to see closely; and one long line."""
    folder = tmp_path_factory.mktemp("large")
    pictures = [page_of(*SENTENCES * 3, size=14, width=2000), page_of("wide " * 60, size=40, width=6000)]
    paths = [folder / f"{number}.png" for number in range(len(pictures))]
    for picture, path in zip(pictures, paths):
        picture.save(path)
    return paths


def test_memory_stays_under_the_limit(large_pages):
    peak, _, side = peak_with(160, 1, *large_pages)
    assert peak < 160 and side > 0
    assert peak_with(0, 1, *large_pages)[0] > 160, "without a limit it takes more"


def test_long_pictures_stay_in_tiles_under_the_limit(tmp_path):
    """Each tile is seen as large as memory allows, not all of them together."""
    page_of(*SENTENCES * 6, size=20, width=700).save(tmp_path / "long.png")
    peak, _, side = peak_with(160, 1, tmp_path / "long.png")
    assert peak < 160 and side > Image.open(tmp_path / "long.png").height / 3


def test_threads_are_given_up_before_pixels(large_pages):
    peak, threads, side = peak_with(300, 4, large_pages[0])
    assert peak < 300 and threads < 4
    assert side == 0 or side > 640


def test_too_little_memory_is_refused_with_the_least_that_would_do():
    with pytest.raises(dsocr.OptionError, match=r"memory_limit_mb is 1; this process holds \d+ MB .* expected at least \d+"):
        dsocr.Reader(memory_limit_mb=1)
    with pytest.raises(dsocr.OptionError, match="memory_limit_mb: found -1, expected a whole number"):
        dsocr.Reader(memory_limit_mb=-1)


def test_a_progressive_jpeg_counts_what_is_kept_of_all_its_scans(tmp_path):
    """Its coefficients are held at full size, however much smaller it is decoded."""
    path = tmp_path / "progressive.jpg"
    page_of("x", width=5000, size=1200).resize((5000, 5000)).save(path, progressive=True, subsampling=0)
    program = ("import sys, dsocr_native as dsocr\n"
               "try: dsocr.Reader(threads=1, memory_limit_mb=180).read(sys.argv[1])\n"
               "except dsocr.ImageError as error: print(error, dsocr.info()['peak_memory'] < 180e6)")
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True)
    assert done.stdout.startswith(f"{path}: its coefficients take 143 MiB of memory, expected less than "), done.stderr
    assert done.stdout.endswith("(memory_limit_mb) True\n")


def test_a_picture_that_memory_cannot_hold_is_refused(tmp_path):
    path = tmp_path / "huge.png"
    page_of("x", width=9000, size=2000).save(path)
    program = ("import sys, dsocr_native as dsocr\n"
               "try: dsocr.Reader(threads=1, memory_limit_mb=150).read(sys.argv[1])\n"
               "except dsocr.ImageError as error: print(error, dsocr.info()['peak_memory'] < 150e6)")
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True)
    assert "huge.png: 9000 x 8000 pixels take 411 MiB of memory, expected at most" in done.stdout, done.stderr
    assert done.stdout.endswith("True\n")
