"""Batches of lines that a teacher has read, with and without the characters that its classes stand for."""

import numpy as np
import pytest

from tools.data.line_store import NewLine, write_store
from tools.errors import ToolError
from tools.train.line_batches import LineBatches, Vocabulary


@pytest.fixture
def store(tmp_path):
    """Two steps each, at which the teacher saw its classes 3, 2, 1 and 0."""
    likely = np.tile(np.int32([3, 2, 1, 0, 0, 0, 0, 0]), (2, 1))
    frames = (likely, np.tile(np.float16([0.6, 0.2, 0.1, 0.1, 0, 0, 0, 0]), (2, 1)))
    write_store(tmp_path / "s", [NewLine(np.zeros((48, 24, 3), np.uint8), "a", "x", frames=frames)] * 3)
    return tmp_path / "s"


def _batch(store, vocabulary):
    return LineBatches([(store, 1.0)], vocabulary, seed=0, pixels=640).draw()


def test_a_teachers_classes_become_the_students(store):
    batch = _batch(store, Vocabulary(("b", "a"), ("a", "x", "b")))
    assert batch.from_teacher and batch.classes[0, 0, :4].tolist() == [1, -1, 2, 0]


def test_without_its_charset_a_teacher_says_nothing(store):
    batch = _batch(store, Vocabulary(("b", "a")))
    assert not batch.from_teacher and batch.texts == [[2], [2]] and not batch.probabilities.any()


def test_the_charset_of_another_teacher_is_refused(store):
    with pytest.raises(ToolError, match="class in the lines is 3, but the teacher's charset has only 2 characters"):
        _batch(store, Vocabulary(("b", "a"), ("a", "b")))
