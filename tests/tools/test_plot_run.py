"""Learning curves from a run's history."""

import pytest

from tools.errors import ToolError
from tools.train.plot_run import curves_of, read_history

HISTORY = [{"step": 1, "ctc": 3.0}, {"step": 2, "ctc": 2.0, "CER a": 0.5}, {"step": 4, "ctc": 1.0, "CER a": 0.2}]


def test_rows_are_picked_by_the_beginning_of_their_name():
    assert curves_of(HISTORY, "CER") == {"CER a": [(2, 0.5), (4, 0.2)]}
    assert list(curves_of(HISTORY, "")) == ["ctc", "CER a"]


def test_an_unknown_row_names_the_known():
    with pytest.raises(ToolError, match="--rows is 'kl', but the history has ctc, CER a"):
        curves_of(HISTORY, "kl")


def test_a_file_that_is_no_history_is_named(tmp_path):
    (tmp_path / "x.jsonl").write_text("{half")
    with pytest.raises(ToolError, match="x.jsonl is not the history of a run"):
        read_history(tmp_path / "x.jsonl")
