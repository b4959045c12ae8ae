"""The model `greek` on texts that were known before; drawn in a font that has Chinese as well."""

from __future__ import annotations

import unicodedata

import pytest

import dsocr_native as dsocr
from pictures import cjk_font, page_of

TEXTS = {
    "all letters": ("Ξεσκεπάζω την ψυχοφθόρα", "βδελυγμία. Τάχιστη αλώπηξ!"),
    "accents and sums": ("Η Αθήνα είναι όμορφη πόλη", "Τιμή: 24,90 € (με ΦΠΑ)"),
    "mixed": ("Το αρχείο README.txt δεν βρέθηκε", "Windows 11, έκδοση 23"),
    "English": ("The quick brown fox jumps", "over 13 lazy dogs: $ 24.90"),
}


@pytest.fixture(scope="module")
def greek() -> dsocr.Reader:
    return dsocr.Reader("greek", threads=1)


def read_by(reader: dsocr.Reader, rows: tuple[str, ...]) -> list[str]:
    return reader.read(page_of(*rows, font=cjk_font, width=900)).text.splitlines()


@pytest.mark.parametrize("kind", TEXTS)
def test_printed_lines_are_read_without_an_error(greek, kind):
    rows = read_by(greek, TEXTS[kind])
    assert rows == list(TEXTS[kind])
    assert all(unicodedata.is_normalized("NFC", row) for row in rows)


def test_words_are_in_one_alphabet(greek):
    """Capitals that look alike in both: each word has letters that only one has."""
    rows = ("ΑΘΗΝΑ - ATHENS", "ΞΕΝΟΔΟΧΕΙΟ - HOTEL", "ΦΑΡΜΑΚΕΙΟ - PHARMACY")
    assert read_by(greek, rows) == list(rows)


def test_the_command(dsocr_command, tmp_path):
    page_of("Καλημέρα κόσμε", font=cjk_font).save(tmp_path / "page.png")
    done = dsocr_command("read", "--model", "greek", tmp_path / "page.png")
    assert done.stdout.decode().strip() == "Καλημέρα κόσμε"
