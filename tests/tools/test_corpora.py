"""Texts out of a system's packages, here in a folder that stands for /usr/share."""

import gzip
import random
import struct
from dataclasses import replace

import pytest

from tools.data import alphabets, corpora
from tools.data.alphabet import Language
from tools.data.alphabets import CYRILLIC, GEORGIAN, GREEK, KOREAN, KURDISH, alphabets_of, greek_capitals
from tools.data.corpora import is_unseen
from tools.data.texts import TextSource
from tools.errors import ToolError

LETTERS = [chr(c) for c in range(33, 127)] + [chr(c) for c in range(0x410, 0x450)]
WORDS = [f"{first}{second}ова" for first in "абвгдежзик" for second in "лмнопрстуф"]


def forget():
    for cached in (corpora.english_sentences, corpora.english_words):
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
    forget()
    yield tmp_path
    forget()


@pytest.fixture
def cyrillic(share, monkeypatch):
    """Anew for each test, since an alphabet keeps the texts that it has read."""
    alphabet = replace(CYRILLIC, languages=(Language("Russian", 1, "ru_RU", "ru", "ru/*.u8"),
                                            Language("Belarusian", 1, "be_BY"),
                                            Language("Kazakh", 1, "kk_KZ")))
    monkeypatch.setattr(alphabets, "ALPHABETS", (alphabet,))
    return alphabet


def test_sentences_are_without_the_marks_of_troff(cyrillic):
    russian, belarusian = cyrillic.installed
    assert russian.sentences == ("ОПИСАНИЕ", "Файл читается один-два раза", "Тише едешь, дальше будешь.")
    assert belarusian.sentences == ()


def test_words_are_without_how_they_are_inflected(cyrillic):
    russian, _ = cyrillic.installed
    assert russian.words == tuple(WORDS)


def test_what_is_not_installed_is_named(cyrillic, share, monkeypatch):
    monkeypatch.setattr(corpora, "SHARE", share / "nothing")
    with pytest.raises(ToolError, match="no Cyrillic text is installed; apt-get install .*hunspell-ru"):
        cyrillic.installed


def test_cyrillic_texts_stay_inside_the_charset_and_have_every_letter(cyrillic):
    source = TextSource(LETTERS, random.Random(0))
    texts = [source.any() for _ in range(300)]
    assert set("".join(texts)) <= set(LETTERS) | {" "}
    assert set(LETTERS[94:]) <= set("".join(source.rare_letters(LETTERS[94:]) for _ in range(500)))
    assert any(CYRILLIC.letters.search(text) for text in texts)


def test_too_few_texts_to_keep_some_for_tests_are_said(cyrillic, share):
    seen = next(word for word in WORDS if not is_unseen(word))
    (share / "hunspell" / "be_BY.dic").write_text(f"1\n{seen}\n", encoding="utf-8")
    (share / "hunspell" / "ru_RU.dic").unlink()
    with pytest.raises(ToolError, match="of 1 Cyrillic texts none .* is kept for tests; .*hunspell-be"):
        TextSource(LETTERS, random.Random(0), unseen=True).words(cyrillic)


@pytest.mark.parametrize("unseen", [True, False])
def test_words_kept_for_tests_are_in_no_other_lines(cyrillic, unseen):
    source = TextSource(LETTERS, random.Random(0), unseen)
    drawn = {word.lower() for _ in range(300) for word in source.words(cyrillic, 99).split() if word.lower() in WORDS}
    assert drawn and all(is_unseen(word) == unseen for word in drawn)


def test_a_charset_belongs_to_the_alphabets_whose_letters_it_has():
    assert alphabets_of(LETTERS) == (CYRILLIC,) and alphabets_of("abc") == alphabets_of([]) == ()
    assert alphabets_of([*GREEK.basic, *KOREAN.basic]) == (KOREAN, GREEK)


def test_web_pages_give_their_lines_as_they_are_shown(share):
    folder = share / "doc" / "installation-guide-amd64" / "ko"
    folder.mkdir(parents=True)
    page = "<title>설치\n안내</title><style>p {}</style><p>이 <a href='x'>문서</a>는 &lt;여기&gt;에</p><p>\u1112\u1161\u11ab글</p>"
    (folder / "a.html").write_text(page, encoding="utf-8")
    assert [line for line in corpora.guide("ko") if line] == ["설치", "안내", "이 문서는 <여기>에", "한글"]
    assert corpora.guide("vi") == corpora.guide("") == []


def test_a_dictionary_is_read_in_the_encoding_that_its_rules_name(share):
    (share / "hunspell" / "el_GR.aff").write_bytes(b"# rules\nSET ISO8859-7\nTRY x\n")
    (share / "hunspell" / "el_GR.dic").write_bytes("2\nάνθρωπος/3\nabc\n".encode("iso8859-7"))
    assert replace(GREEK).installed[0].words == ("άνθρωπος",)


def catalog(messages):
    """A compiled catalogue of gettext, https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html"""
    keys, texts = ([part.encode() for part in parts] for parts in zip(*sorted(messages.items())))
    count, strings = len(keys), b""
    tables, start = [], 28 + 16 * len(keys)
    for part in (*keys, *texts):
        tables.append(struct.pack("<II", len(part), start + len(strings)))
        strings += part + b"\0"
    return struct.pack("<7I", 0x950412de, 0, count, 28, 28 + 8 * count, 0, 0) + b"".join(tables) + strings


def test_messages_are_without_keys_tags_and_unseen_characters(share, monkeypatch):
    folder = share / "office" / "ka" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr(corpora, "OFFICE", share / "office")
    header = "Content-Type: text/plain; charset=UTF-8\n"
    (folder / "a.mo").write_bytes(catalog({"": header, "x": "~ფაილის <b>გახსნა</b>\n\u200fმეორე ხაზი!", "y": "OK"}))
    lines = corpora.messages("ka")
    assert {"ფაილის გახსნა", "მეორე ხაზი!", "OK"} <= set(lines) and corpora.messages("") == []
    texts, = replace(GEORGIAN).installed
    assert texts.sentences == ("ფაილის გახსნა", "მეორე ხაზი!")
    assert texts.words == ("ფაილის", "გახსნა", "მეორე", "ხაზი")  # there is no dictionary


@pytest.fixture
def cldr(share):
    folder = share / "unicode" / "cldr" / "common"
    for part, inside in (("main", "<territory>ئافغانىستان</territory><pattern>{0} ۋە {1}</pattern><set>[ئ ا ب]</set>"),
                         ("annotations", "<annotation>كۈلۈش | يۈز</annotation>")):
        (folder / part).mkdir(parents=True)
        (folder / part / "ug.xml").write_text(f"<ldml>{inside}</ldml>", encoding="utf-8")


def test_names_are_without_patterns_and_lists_of_letters(cldr):
    assert corpora.names("ug") == ["ئافغانىستان", "كۈلۈش", "يۈز"]
    assert corpora.names("xx") == corpora.names("") == []


def test_letters_that_are_typed_for_others_are_put_right(cldr):
    kurdish = Language("Kurdish", 1, names="ug", typed=("كک", "يی"))
    texts, = replace(KURDISH, languages=(kurdish,), fewest=2).installed
    assert texts.sentences == ("ئافغانىستان", "کۈلۈش", "یۈز")


def test_greek_capitals_have_no_accents():
    assert greek_capitals("Μαΐου είναι προϊόν Άρης") == "ΜΑΪΟΥ ΕΙΝΑΙ ΠΡΟΪΟΝ ΑΡΗΣ"
