"""Texts out of a system's packages, here in a folder that stands for /usr/share."""

import gzip
import random

import pytest

from tools.data import corpora
from tools.data.corpora import CyrillicLanguage, is_unseen
from tools.data.texts import TextSource
from tools.errors import ToolError

LETTERS = [chr(c) for c in range(33, 127)] + [chr(c) for c in range(0x410, 0x450)]
WORDS = [f"{first}{second}ова" for first in "абвгдежзик" for second in "лмнопрстуф"]


def forget():
    for cached in (corpora.cyrillic_languages, corpora.english_sentences, corpora.english_words):
        cached.cache_clear()


@pytest.fixture
def share(monkeypatch, tmp_path):
    """Two languages: Russian with sentences, Belarusian with words alone."""
    manual, fortunes = tmp_path / "man" / "ru" / "man1", tmp_path / "games" / "fortunes" / "ru"
    for folder in (manual, fortunes, tmp_path / "hunspell", tmp_path / "common-licenses"):
        folder.mkdir(parents=True)
    page = '.\\" комментарий, которого никто не видит\n.SH ОПИСАНИЕ\nФайл \\fBчитается\\fP один\\-два раза\nshort\n'
    (manual / "a.1.gz").write_bytes(gzip.compress(page.encode()))
    (fortunes / "all.u8").write_text("Тише едешь, дальше будешь.\n%\n", encoding="utf-8")
    for name in ("ru_RU", "be_BY"):
        rows = [str(len(WORDS)), *(f"{word}/AB" for word in WORDS), "latin/A", WORDS[0]]
        (tmp_path / "hunspell" / f"{name}.dic").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "common-licenses" / "X").write_text("Everyone is permitted to copy this.\n")
    monkeypatch.setattr(corpora, "SHARE", tmp_path)
    monkeypatch.setattr(corpora, "CYRILLIC_LANGUAGES", (CyrillicLanguage("Russian", 1, "ru_RU", "ru", "ru/*.u8"),
                                                        CyrillicLanguage("Belarusian", 1, "be_BY"),
                                                        CyrillicLanguage("Kazakh", 1, "kk_KZ")))
    forget()
    yield tmp_path
    forget()


def test_sentences_are_without_the_marks_of_troff(share):
    russian, belarusian = corpora.cyrillic_languages()
    assert russian.sentences == ("ОПИСАНИЕ", "Файл читается один-два раза", "Тише едешь, дальше будешь.")
    assert belarusian.sentences == ()


def test_words_are_without_how_they_are_inflected(share):
    russian, _ = corpora.cyrillic_languages()
    assert russian.words == tuple(WORDS)


def test_what_is_not_installed_is_named(share, monkeypatch):
    monkeypatch.setattr(corpora, "SHARE", share / "nothing")
    monkeypatch.setattr(corpora, "CYRILLIC_LANGUAGES", (CyrillicLanguage("Russian", 1, "ru_RU"),))
    corpora.cyrillic_languages.cache_clear()
    with pytest.raises(ToolError, match="apt-get install .*hunspell-ru"):
        corpora.cyrillic_languages()


def test_cyrillic_texts_stay_inside_the_charset_and_have_every_letter(share):
    source = TextSource(LETTERS, random.Random(0))
    texts = [source.any() for _ in range(300)]
    assert set("".join(texts)) <= set(LETTERS) | {" "}
    assert set(LETTERS[94:]) <= set("".join(source.rare_cyrillic() for _ in range(500)))


def test_too_few_texts_to_keep_some_for_tests_are_said(share):
    seen = next(word for word in WORDS if not is_unseen(word))
    (share / "hunspell" / "be_BY.dic").write_text(f"1\n{seen}\n", encoding="utf-8")
    (share / "hunspell" / "ru_RU.dic").unlink()
    with pytest.raises(ToolError, match="of 1 Cyrillic texts none .* is kept for tests; .*hunspell-be"):
        TextSource(LETTERS, random.Random(0), unseen=True).cyrillic_words()


@pytest.mark.parametrize("unseen", [True, False])
def test_words_kept_for_tests_are_in_no_other_lines(share, unseen):
    source = TextSource(LETTERS, random.Random(0), unseen)
    drawn = {word.lower() for _ in range(300) for word in source.cyrillic_words(99).split() if word.lower() in WORDS}
    assert drawn and all(is_unseen(word) == unseen for word in drawn)
