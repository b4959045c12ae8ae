"""Spaces of aligned lines, counted by hand."""

from pathlib import Path

import pytest

from tools.evaluate.labels import Labelled, TextLine
from tools.evaluate.metrics import Counts
from tools.evaluate.spacing import Spacing, shared_spacing, spacing_of


def box(y):
    return [(0, y), (100, y), (100, y + 10), (0, y + 10)]


@pytest.mark.parametrize(("label", "read", "hits", "found", "truth"), [
    ("TAX INVOICE NO", "tax invoice no", 2, 2, 2),
    ("TAX INVOICE NO", "TAXINVOICE NO", 1, 1, 2),         # one is missing
    ("TAX INVOICE", "TAX INV OICE", 1, 2, 1),             # one is added
    ("TAX INVOICE", "TA XINVOICE", 0, 1, 1),              # one stands wrong: missing and added
    ("TAX  INVOICE ", "TAX INVOICE", 1, 1, 1),            # how wide a space is does not count
    ("TOTAL 12.50 RM", "T0TAL 1250 RN", 2, 2, 2),         # wrong letters cost no space
    ("A B", "", 0, 0, 1),
    ("", "A B", 0, 1, 0),
])
def test_spaces_of_a_line(label, read, hits, found, truth):
    assert spacing_of(label, read).spaces == Counts(hits, found, truth)


def test_a_row_says_missing_and_added():
    total = spacing_of("A B C", "A BC") + spacing_of("A B", "A B") + spacing_of("AB", "A B")
    assert total.row() == {"lines": 3, "spaces": 3, "missing": 1, "added": 1, "f1": pytest.approx(4 / 6),
                           "lines_right": pytest.approx(1 / 3)}


def test_only_lines_that_all_engines_found_count():
    label = Labelled(Path("page.png"), "en", True, [TextLine("A B", box(0)), TextLine("C D", box(50))])
    both = [TextLine("A B", box(0)), TextLine("C D", box(50))]
    one = [TextLine("AB", box(1))]
    assert shared_spacing([label], [[both], [one]]) == [Spacing(1, 1, Counts(1, 1, 1)), Spacing(1, 0, Counts(0, 0, 1))]
