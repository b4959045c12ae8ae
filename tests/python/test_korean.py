"""The model `korean` on texts that were known before; drawn in a font that has Chinese as well."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import dsocr_native as dsocr
from dsocr_native.alphabets import characters
from dsocr_native.catalog import model_folder
from pictures import cjk_font, page_of

TEXTS = {
    "all consonants": ("키스의 고유 조건은 입술끼리", "만나야 하고 특별한 기술은", "필요치 않다."),
    "addresses and sums": ("서울특별시 강남구 테헤란로 152", "영업시간 09:30 ~ 18:00", "합계 12,500원 (부가세 포함)"),
    "mixed": ("Windows 업데이트 23개 설치", "README.txt 파일 3개를 찾음"),
    "English": ("The quick brown fox jumps", "over 13 lazy dogs: $ 24.90"),
}


@pytest.fixture(scope="module")
def korean() -> dsocr.Reader:
    return dsocr.Reader("korean", threads=1)


@pytest.mark.parametrize("kind", TEXTS)
def test_printed_lines_are_read_without_an_error(korean, kind):
    page = korean.read(page_of(*TEXTS[kind], font=cjk_font, width=900))
    assert page.text.splitlines() == list(TEXTS[kind])
    assert unicodedata.is_normalized("NFC", page.text)


def test_words_have_places(korean):
    line = korean.read(page_of("안녕하세요, 세계 여러분", font=cjk_font))[0]
    assert [word.text for word in line.words] == ["안녕하세요,", "세계", "여러분"]
    assert [word.quad[0][0] for word in line.words] == sorted(word.quad[0][0] for word in line.words)


def test_every_syllable_of_the_korean_standard_is_known():
    """KS X 1001 has 2,350."""
    syllables = {bytes((row, column)).decode("euc_kr") for row in range(0xb0, 0xc9) for column in range(0xa1, 0xff)}
    assert len(syllables) == 2350 and syllables <= characters(Path(model_folder("korean")))


def test_the_command(dsocr_command, tmp_path):
    page_of("대한민국 만세", font=cjk_font).save(tmp_path / "page.png")
    done = dsocr_command("read", "--model", "korean", tmp_path / "page.png")
    assert done.stdout.decode().strip() == "대한민국 만세"
