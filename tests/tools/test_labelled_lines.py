"""Texts of people for lines that a detector found."""

import numpy as np
import pytest

from tools.data.labelled_lines import Label, in_case_of, text_of


def box(left, top, right, bottom):
    return np.float32([[left, top], [right, top], [right, bottom], [left, bottom]])


def label(text, *sides, ignore=False):
    return Label(box(*sides), text, ignore)


LINE = box(10, 10, 110, 30)


def test_labels_inside_are_joined_from_left_to_right():
    labels = [label("TOTAL", 12, 12, 50, 28), label("9.90", 60, 12, 108, 28), label("NEXT LINE", 10, 40, 110, 60)]
    assert text_of(LINE, labels) == text_of(LINE, labels[::-1]) == "TOTAL 9.90"


@pytest.mark.parametrize("labels", [
    [],
    [label("A LINE THAT GOES ON", 12, 12, 250, 28)],                                     # cut
    [label("TOTAL", 12, 12, 40, 28)],                                                    # the rest has no label
    [label("TOTAL", 12, 12, 108, 28), label("BELOW", 12, 26, 108, 46)],                  # two lines in one box
    [label("TOTAL", 12, 12, 70, 28), label("###", 72, 12, 108, 28, ignore=True)],
    [label("", 12, 12, 108, 28)],
], ids=["none", "cut", "gap", "two lines", "ignored", "empty"])
def test_what_does_not_fit_has_no_text(labels):
    assert text_of(LINE, labels) is None


def test_a_tilted_line_takes_its_labels_along_its_own_direction():
    turn = np.float32([[0, -1], [1, 0]])  # reads upwards
    labels = [Label(box(*sides) @ turn, text) for text, sides in (("B", (60, 12, 108, 28)), ("A", (12, 12, 58, 28)))]
    assert text_of(LINE @ turn, labels) == "A B"


@pytest.mark.parametrize("truth, reading, wanted", [
    ("TAN WOON YANN", "Tan Woon Yann", "Tan Woon Yann"),
    ("TEL: 07-3882218", "Tel:07-3882218", "Tel: 07-3882218"),   # the space is people's
    ("DATE 12/01/2018", "Date 12/0l/2018", "Date 12/01/2018"),  # so is the digit
    ("CASHIER", "Cashjer", "Cashier"),                          # small, as what stands beside it
    ("TOTAL", "TOTAI", "TOTAL"),
    ("Yours", "YOURS", "YOURS"),
])
def test_the_letters_are_peoples_and_their_case_the_readers(truth, reading, wanted):
    assert in_case_of(truth, reading) == wanted


@pytest.mark.parametrize("reading", ["", "Subtotal 88.00 RM", "xyz"])
def test_a_reading_of_another_line_is_refused(reading):
    assert in_case_of("TAN WOON YANN", reading) is None
