"""The alphabets that a recogniser is taught, and lines of those that run from the right."""

import unicodedata
from ctypes.util import find_library
from pathlib import Path

import pytest

from tools.convert import charset
from tools.data.alphabets import ALPHABETS, ARABIC, KURDISH, PASHTO, PERSIAN, SINDHI, URDU, UYGHUR, VIETNAMESE, alphabets_of
from tools.data.bidi import seen_from_left
from tools.data.fonts import FAMILIES
from tools.data.lines import direction
from tools.data.texts import stands_alone
from tools.data.vowel_signs import as_they_stand

MODELS = Path(__file__).resolve().parents[2] / "models"
needs_fribidi = pytest.mark.skipif(find_library("fribidi") is None, reason="needs Debian's libfribidi0")


@pytest.mark.parametrize("alphabet", ALPHABETS, ids=lambda alphabet: alphabet.name)
def test_an_entry_is_complete(alphabet):
    assert all(alphabet.letters.fullmatch(letter) for letter in alphabet.basic if not letter.isascii())
    assert unicodedata.is_normalized("NFC", alphabet.basic) and len(set(alphabet.basic)) == len(alphabet.basic)
    assert [unicodedata.digit(digit) for digit in alphabet.digits] in ([], list(range(10)))
    families = [family for family in FAMILIES if family.script == alphabet.script]
    assert {family.unseen for family in families} == {True, False}


@pytest.mark.parametrize("path", sorted(MODELS.glob("recognizer-*/charset.txt")), ids=lambda path: path.parent.name)
def test_the_characters_of_a_model_are_different_and_in_one_form(path):
    characters = charset.from_file(path)
    assert len(set(characters)) == len(characters)
    for alphabet in alphabets_of(characters):
        assert all(unicodedata.is_normalized("NFC", letter) for letter in characters if alphabet.letters.match(letter))


def test_arabic_and_persian_are_two():
    """They share most letters; those that look alike and are two in Unicode would not be told apart."""
    assert alphabets_of(ARABIC.basic) == (ARABIC,) and alphabets_of(PERSIAN.basic) == (PERSIAN,)
    assert not set(ARABIC.digits) & set(PERSIAN.digits)


def test_lines_in_persian_are_not_drawn_for_urdu_and_pashto_together():
    together = [*URDU.basic, *PASHTO.basic]
    assert set(PERSIAN.basic) < set(together) and alphabets_of(together) == (URDU, PASHTO)
    for alphabet in (PERSIAN, URDU, PASHTO, SINDHI, UYGHUR, KURDISH):
        assert alphabets_of(alphabet.basic) == (alphabet,)
    assert alphabets_of([*UYGHUR.basic, *KURDISH.basic]) == (UYGHUR, KURDISH)


@needs_fribidi
@pytest.mark.parametrize("text, seen", [
    ("abc (12)", "abc (12)"), ("שלום עולם", "םלוע םולש"), ("זה (abc 12) שלום", "םולש (abc 12) הז"),
    ("رقم ١٢٣ (كم)", "(مك) ١٢٣ مقر"), ("جداً", "اًدج"), ("2020-05-16 יום", "םוי 2020-05-16"),
])
def test_as_the_eye_meets_it_from_the_left(text, seen):
    assert seen_from_left(text) == seen


def test_a_line_with_such_a_letter_runs_from_the_right():
    assert direction("HTML في") == "rtl" and direction("HTML 12") is None


def test_marks_do_not_stand_alone():
    assert stands_alone("a") and stands_alone("क") and not stands_alone("ि") and not stands_alone("\u200c")
    assert all(stands_alone(letter) for letter in VIETNAMESE.basic)


@pytest.mark.parametrize("text, standing", [
    ("हिंदी", "िहंदी"), ("स्थिति", "िस्थित"), ("फ़िल्म", "िफ़ल्म"), ("நெகை", "ெநைக"), ("கோகொ", "ேகாெகா"), ("abc", "abc"),
])
def test_vowel_signs_as_they_stand(text, standing):
    assert as_they_stand(text) == standing
