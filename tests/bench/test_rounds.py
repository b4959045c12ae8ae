"""Taking turns, and what comes of it."""

import sys

import pytest

from bench.end_to_end.rounds import Figure, Result, run_timed, take_turns
from tools.errors import ToolError

FIGURES = (Figure("ms", "ms", ratio=0.5), Figure("mb", "MB", most=200))


def test_each_round_begins_with_the_next_side():
    order = []
    sides = {name: lambda name=name: order.append(name) or {"ms": 1.0} for name in "abc"}
    samples = take_turns(sides, 4)
    assert "".join(order) == "abcbcacababc"
    assert {name: len(found) for name, found in samples.items()} == {"a": 4, "b": 4, "c": 4}


def test_ratios_are_taken_within_a_round():
    samples = {"ours": [{"ms": 1, "mb": 5}, {"ms": 8, "mb": 6}], "its": [{"ms": 2, "mb": 9}, {"ms": 10, "mb": 9}]}
    result = Result("x", samples, FIGURES)
    assert result.ratios("its", "ms") == [0.5, 0.8]
    rows = result.rows()
    assert rows[0] == ["x", "ours", "ms", "4.50", "1.00 - 8.00", None, None]
    assert rows[1] == ["x", "its", "ms", "6.00", "2.00 - 10.00", "0.65 (0.50-0.80)", "<= 0.5"]
    assert rows[2][-1] == "<= 200"     # a target of ours alone stands in our row
    assert result.as_json()["ratios"]["its"]["ms"] == pytest.approx(0.65)


def test_a_process_is_timed_whole():
    sample, printed = run_timed([sys.executable, "-c", "sum(range(3_000_000)); print('done')"])
    assert printed == "done\n"
    assert 5 < sample["cpu_ms"] < sample["wall_ms"] + 50


def test_a_process_that_fails_is_an_error_with_its_last_words():
    with pytest.raises(ToolError, match="no such picture"):
        run_timed([sys.executable, "-c", "raise SystemExit('no such picture')"])
