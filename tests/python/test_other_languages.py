"""The models of dsocr-native-languages on pages whose text was known before."""

from __future__ import annotations

import json
import unicodedata
from difflib import SequenceMatcher

import pytest

import dsocr_native as dsocr
from dsocr_native import catalog
from dsocr_native.cli.languages import readers_of
from language_pages import FROM_RIGHT, OF_LANGUAGES, PAGES, path_of


@pytest.fixture(scope="module")
def reader_of():
    """Each model is opened once."""
    readers: dict[str, dsocr.Reader] = {}

    def get(name: str) -> dsocr.Reader:
        if name not in readers:
            readers[name] = dsocr.Reader(name, threads=1)
        return readers[name]

    return get


@pytest.mark.parametrize("page", PAGES)
def test_printed_lines_are_read(reader_of, page):
    """Most of them without an error; of Telugu and Kannada, whose signs are small, and of Nastaliq, whose letters hang one from
    the other, most characters."""
    model, _, lines = PAGES[page]
    rows = reader_of(model).read(path_of(page)).text.splitlines()
    assert len(rows) == len(lines) and all(unicodedata.is_normalized("NFC", row) for row in rows)
    assert SequenceMatcher(None, "\n".join(rows), "\n".join(lines), autojunk=False).ratio() > 0.9, rows
    wrong = [(row, line) for row, line in zip(rows, lines) if row != line]
    assert len(wrong) <= 1 or page in ("telugu", "kannada", "urdu-nastaliq"), wrong


@pytest.mark.parametrize("page", FROM_RIGHT)
def test_words_and_characters_stand_where_they_are_written(reader_of, page):
    """The first word at the right, each word's box around its characters, digits from left to right."""
    for line in reader_of(PAGES[page][0]).read(path_of(page)):
        rights = [word.quad[1][0] for word in line.words]
        assert rights == sorted(rights, reverse=True) and len(rights) == len(line.text.split())
        assert line.words[0].quad[1][0] == pytest.approx(line.quad[1][0], abs=line.quad[2][1] - line.quad[0][1])
        digits = [character for character in line.characters if character.text.isdigit()]
        lefts = [digit.quad[0][0] for digit in digits]
        assert line.text.count(" ") > 2 or lefts == sorted(lefts)


def test_all_of_them_are_installed_and_listed():
    found = {model.name: model for model in dsocr.models()}
    assert set(catalog.OF_LANGUAGES) <= set(found) and dsocr.models()[0].is_default
    for name in catalog.OF_LANGUAGES:
        assert found[name].summary and found[name].license == "Apache-2.0"
    assert {model for model, _, _ in PAGES.values()} == set(catalog.OF_LANGUAGES)


@pytest.mark.parametrize("model", catalog.OF_LANGUAGES)
def test_the_languages_of_each(model):
    found = {language.code for language in dsocr.languages(model) if language.is_read}
    assert found & OF_LANGUAGES == set(catalog.OF_LANGUAGES[model]) and "en" in found


def test_the_command(dsocr_command):
    done = dsocr_command("read", "--model", "hebrew", path_of("hebrew"))
    assert done.stdout.decode().splitlines() == list(PAGES["hebrew"][2])
    rows = {row.split()[0]: row for row in dsocr_command("languages").stdout.decode().splitlines()}
    assert rows["ar"].endswith("--model arabic") and rows["ta"].endswith("--model indic")
    assert {"thai", "indic"} <= {entry["name"] for entry in json.loads(dsocr_command("models", "--json").stdout)}


def test_without_the_package_its_models_say_where_they_come_from(monkeypatch):
    monkeypatch.setattr(catalog, "find_spec", lambda name: None)
    with pytest.raises(dsocr.ModelError, match="found 'thai', expected .*; thai comes with `pip install dsocr-native-languages`"):
        dsocr.Reader("thai")
    assert not {model.name for model in dsocr.models()} & set(catalog.OF_LANGUAGES)
    assert readers_of(["th", "ru"])["ru"] == "cyrillic"
    assert readers_of([])["th"] == "thai (pip install dsocr-native-languages)"
