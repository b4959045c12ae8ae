"""Scores of small pages, worked out by hand."""

from pathlib import Path

import pytest

from tools.evaluate.labels import Labelled, TextLine
from tools.evaluate.metrics import Counts, LineCounts, detection_counts, line_counts, page_counts
from tools.evaluate.text import comparable, edit_distance, tokens


def box(x, y, width=10.0, height=4.0):
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def labelled(*lines, language="en", complete=True):
    return Labelled(Path("page.png"), language, complete, list(lines))


def test_english_tokens_are_runs_of_letters_and_digits():
    assert tokens("Tel: 03-5678 CAFÉ Ｎo.７", "en") == ["tel", "03", "5678", "caf", "no", "7"]


def test_chinese_tokens_are_letters_and_digits_one_by_one():
    assert tokens("数量：１0 Kg！", "zh") == ["数", "量", "1", "0", "k", "g"]


def test_tokens_of_several_languages_are_runs_of_any_letters():
    """Or a page of Cyrillic would be right whatever was read."""
    assert tokens("Файл README.txt не_найден, CAFÉ 13", "mul") == ["файл", "readme", "txt", "не", "найден", "café", "13"]
    assert tokens("हिंदी भाषा, தமிழ்", "mul") == ["हिंदी", "भाषा", "தமிழ்"]
    assert tokens("ที่นี่", "th") == list("ที่นี่")
    assert comparable("Файл  не найден", "mul", True) == "файл не найден"


def test_page_counts_is_a_multiset():
    """Truth: the x2, cat, sat. Found: the x1, cat x2, mat. Common: the, cat."""
    truth = labelled(TextLine("the cat"), TextLine("the sat"), TextLine("hidden", ignore=True))
    counts = page_counts(truth, [TextLine("The cat"), TextLine("CAT mat")])
    assert counts == Counts(hits=2, found=4, truth=4)
    assert counts.f1 == 0.5


def test_counts_of_pages_add_up_before_the_ratio():
    total = Counts(1, 2, 4) + Counts(2, 2, 2)
    assert (total.precision, total.recall, total.f1) == (3 / 4, 3 / 6, 6 / 10)


def test_an_empty_page_read_as_empty_is_perfect():
    assert page_counts(labelled(), []).f1 == 1


def test_detection_leaves_out_boxes_in_ignore_regions():
    truth = labelled(TextLine("a", box(0, 0)), TextLine("b", box(0, 20)), TextLine("", box(50, 0, 40, 40), ignore=True))
    found = [TextLine("", box(1, 0)),          # IoU 9 / 11 with a
             TextLine("", box(55, 10)),        # in the ignore region
             TextLine("", box(0, 40))]         # on nothing
    assert detection_counts(truth, found) == Counts(hits=1, found=2, truth=2)


@pytest.mark.parametrize("shift, hits", [(3.3, 1), (3.4, 0)])
def test_iou_must_be_over_a_half(shift, hits):
    """Two boxes of width 10 shifted by s overlap with IoU (10 - s) / (10 + s), a half at s = 10 / 3."""
    counts = detection_counts(labelled(TextLine("a", box(0, 0))), [TextLine("", box(shift, 0))])
    assert counts.hits == hits


def test_a_label_is_matched_once_by_its_best_box():
    truth = labelled(TextLine("good", box(0, 0)))
    found = [TextLine("bad", box(2, 0)), TextLine("good", box(1, 0))]
    assert detection_counts(truth, found) == Counts(1, 2, 1)
    assert line_counts(truth, found, caseless=False) == LineCounts(lines=1, exact=1, edits=0, characters=4)


def test_line_counts_by_hand():
    """'TOTAL 10' read as 'Total 1O': without case one substitution in eight characters, with case five."""
    truth = labelled(TextLine("TOTAL  10", box(0, 0)), TextLine("lost", box(0, 50)))
    found = [TextLine("Total 1O", box(0, 0))]
    without_case, with_case = (line_counts(truth, found, caseless) for caseless in (True, False))
    assert without_case == LineCounts(1, 0, 1, 8)
    assert (without_case.accuracy, without_case.cer) == (0, 1 / 8)
    assert with_case.edits == 5


def test_chinese_lines_are_compared_without_spaces():
    assert comparable("第 １ 页", "zh", caseless=False) == "第1页"


@pytest.mark.parametrize("a, b, edits", [("", "", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2)])
def test_edit_distance(a, b, edits):
    assert edit_distance(a, b) == edit_distance(b, a) == edits
