"""Which languages a model can write is told by its own character list."""

from __future__ import annotations

import json

import pytest

import dsocr_native as dsocr
from dsocr_native.alphabets import ALPHABETS, characters, with_capitals
from dsocr_native.cli.chinese import MESSAGES
from language_pages import OF_LANGUAGES
from pictures import cjk_font, page_of

CYRILLIC = {"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "uk"}
READ = {"de", "en", "es", "fr", "it", "ja", "pl", "pt", "tr", "zh", "zh-Hant"}
OF_OTHERS = CYRILLIC | OF_LANGUAGES | {"el", "ko"}  # which models that are no tier read
NOT_READ = {"bn"}


def test_the_default_model():
    found = {language.code: language for language in dsocr.languages()}
    assert all(found[code].is_read for code in READ)
    assert not any(found[code].is_read for code in NOT_READ | OF_OTHERS)
    assert "ς" in found["el"].missing and "α" not in found["el"].missing


def test_the_cyrillic_model():
    assert {language.code for language in dsocr.languages("cyrillic") if language.is_read} >= CYRILLIC | {"en", "id"}


def test_the_korean_model():
    assert {language.code for language in dsocr.languages("korean") if language.is_read} == {"en", "id", "ko", "la", "ms", "sw"}


def test_the_greek_model():
    assert {language.code for language in dsocr.languages("greek") if language.is_read} == {"el", "en", "id", "la", "ms", "sw"}


def test_a_letter_that_is_taken_out_is_missed(model_folder, tmp_path):
    (tmp_path / "model.ini").write_bytes((model_folder / "model.ini").read_bytes())
    characters = (model_folder / "charset.txt").read_text("utf-8").replace("\nß\n", "\n")
    (tmp_path / "charset.txt").write_text(characters, "utf-8")
    found = {language.code: language for language in dsocr.languages(tmp_path)}
    assert found["de"].missing == "ß" and not found["de"].is_read and found["fr"].is_read


def test_what_is_said_to_be_read_is_read(reader):
    """German and French letters, drawn."""
    page = reader.read(page_of("Grüße aus München", "déjà payé à Noël", font=cjk_font))
    assert page.text.splitlines() == ["Grüße aus München", "déjà payé à Noël"]


def test_the_command(dsocr_command):
    rows = dsocr_command("languages", "--model", "accurate").stdout.decode().splitlines()
    assert {row.split()[0] for row in rows} >= READ and not {row.split()[0] for row in rows} & (NOT_READ | OF_OTHERS)
    everything = dsocr_command("languages", "--all").stdout.decode()
    assert "bn       Bengali                lacks অ" in everything
    listed = json.loads(dsocr_command("languages", "--all", "--json").stdout)
    assert {entry["code"] for entry in listed} == set(ALPHABETS)
    assert next(entry for entry in listed if entry["code"] == "de") == {
        "code": "de", "name": "German", "missing": "", "is_read": True}
    chinese = dsocr_command("languages", "--all", env={"LC_ALL": "zh_CN.UTF-8"}).stdout.decode()
    assert MESSAGES["lacks {letters}"].split("{")[0] + "অ" in chinese


def test_the_command_names_the_model_that_reads_a_language(dsocr_command):
    rows = {row.split()[0]: row for row in dsocr_command("languages").stdout.decode().splitlines()}
    assert set(rows) >= READ | OF_OTHERS and not set(rows) & NOT_READ
    assert rows["ru"] == "ru       Russian                --model cyrillic"
    assert rows["ko"] == "ko       Korean                 --model korean" and "--model" not in rows["en"]
    chosen = json.loads(dsocr_command("languages", "--json").stdout)
    assert not {entry["code"] for entry in chosen} & OF_OTHERS


def test_a_model_that_is_not_there(dsocr_command, tmp_path):
    with pytest.raises(dsocr.ModelError, match="model.ini: cannot be opened"):
        dsocr.languages(tmp_path)
    assert dsocr_command("languages", "--model", "none").returncode == 2


def test_model_files_that_are_no_text(dsocr_command, tmp_path):
    (tmp_path / "model.ini").write_text("  charset = my letters.txt  # as the reader takes it\n")
    (tmp_path / "my letters.txt").write_text("a\nb")
    assert characters(tmp_path) == {"a", "b"}
    (tmp_path / "my letters.txt").write_bytes(b"\xff")
    with pytest.raises(dsocr.ModelError, match="found bytes that are no UTF-8, expected text in model.ini and in its"):
        dsocr.languages(tmp_path)
    done = dsocr_command("languages", "--model", tmp_path, env={"LC_ALL": "zh_CN.UTF-8"})
    assert done.returncode == 2 and f"dsocr: {tmp_path}：含有不是 UTF-8 的字节" in done.stderr.decode()


def test_capitals_are_letters_of_their_own():
    assert with_capitals("aß") == "aßA" and with_capitals("ab") == "abAB" and with_capitals("日") == "日"
