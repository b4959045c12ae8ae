"""The model `cyrillic` on texts that were known before; drawn in a font that has Chinese as well."""

from __future__ import annotations

import pytest

import dsocr_native as dsocr
from pictures import cjk_font, page_of

TEXTS = {
    "Russian": ("Съешь ещё этих мягких", "французских булок, да выпей чаю."),
    "Ukrainian": ("Щастям б'єш жук їх глицю", "в фон й ґедзь пріч."),
    "Bulgarian": ("Жълтата дюля беше щастлива,", "че пухът, който цъфна, замръзна"),
    "Serbian": ("Љубазни фењерџија чађавог", "лица хоће да ми покаже штос."),
    "Belarusian": ("У Іўі худы жвавы чорт у зялёнай", "камізэльцы пабег пад'есці фаршу"),
    "Kazakh": ("Барлық адамдар тумысынан азат", "және қадір-қасиеті мен құқықтары тең"),
    "English": ("The quick brown fox jumps", "over 13 lazy dogs: $ 24.90"),
    "mixed": ("Файл README.txt не найден", "Windows 11, версия 23"),
}


@pytest.fixture(scope="module")
def cyrillic() -> dsocr.Reader:
    return dsocr.Reader("cyrillic", threads=1)


def read_by(reader: dsocr.Reader, rows: tuple[str, ...]) -> list[str]:
    return reader.read(page_of(*rows, font=cjk_font, width=900)).text.splitlines()


@pytest.mark.parametrize("language", TEXTS)
def test_printed_lines_are_read_without_an_error(cyrillic, language):
    assert read_by(cyrillic, TEXTS[language]) == list(TEXTS[language])


def test_words_are_in_one_alphabet(cyrillic):
    """Capitals that look alike in both: each word has letters that only one has."""
    rows = ("ЛОНДОН - LONDON", "ГОСТИНИЦА - HOTEL", "АПТЕКА - PHARMACY")
    assert read_by(cyrillic, rows) == list(rows)


def test_words_have_places(cyrillic):
    line = cyrillic.read(page_of("Добрый вечер, Kyiv", font=cjk_font))[0]
    assert [word.text for word in line.words] == ["Добрый", "вечер,", "Kyiv"]
    assert [word.quad[0][0] for word in line.words] == sorted(word.quad[0][0] for word in line.words)


def test_the_command(dsocr_command, tmp_path):
    page_of("Привет, мир", font=cjk_font).save(tmp_path / "page.png")
    done = dsocr_command("read", "--model", "cyrillic", tmp_path / "page.png")
    assert done.stdout.decode().strip() == "Привет, мир"
