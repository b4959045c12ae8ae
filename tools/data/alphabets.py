"""Alphabets that a recogniser is taught beside Chinese and English (train.new_letters): letters, texts, what is usual.

Another one is an entry of `ALPHABETS`, and its fonts are entries of `fonts.FAMILIES`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from functools import cached_property

from tools.data import corpora
from tools.errors import ToolError


@dataclass(frozen=True)
class Language:
    """`weight` is how often it is drawn against the others of its alphabet; the rest is where packages put its texts."""

    name: str
    weight: float
    dictionary: str
    manual: str = ""
    fortunes: str = ""
    guide: str = ""
    help: str = ""


@dataclass(frozen=True)
class Alphabet:
    """`letters` are those that no other alphabet here has; a charset with all of `basic` is one for this alphabet."""

    name: str
    letters: re.Pattern[str]
    basic: str
    packages: str  # with its texts
    languages: tuple[Language, ...]
    fewest: int = 8  # of its letters in a sentence
    script: str = "latin"  # of fonts.FAMILIES
    numbers: tuple[str, ...] = ("{}", "{}%", "№{}")
    frames: tuple[str, ...] = ("«{}»", "({})", '"{}"', "— {}", "• {}")
    capitals: Callable[[str], str] = str.upper

    @property
    def is_wide(self) -> bool:
        """Whether a letter is as wide as it is high."""
        return self.script != "latin"

    def letters_are_in(self, charset: Set[str]) -> bool:
        return set(self.basic) <= charset

    @cached_property
    def installed(self) -> tuple["Texts", ...]:
        found = tuple(texts for texts in (Texts(self, language) for language in self.languages) if texts.words)
        if not found:
            raise ToolError(f"no {self.name} text is installed; apt-get install {self.packages}")
        return found


@dataclass(frozen=True)
class Texts:
    alphabet: Alphabet
    language: Language

    @property
    def weight(self) -> float:
        return self.language.weight

    @cached_property
    def words(self) -> tuple[str, ...]:
        return corpora.once(word for word in corpora.dictionary(self.language.dictionary)
                            if self.alphabet.letters.search(word))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """None, where no package has running text of the language."""
        of = self.language
        lines = [*corpora.manual(of.manual), *corpora.fortunes(of.fortunes), *corpora.guide(of.guide),
                 *corpora.help_pages(of.help)]
        return corpora.once(line for line in lines if len(self.alphabet.letters.findall(line)) >= self.alphabet.fewest)


def greek_capitals(text: str) -> str:
    """Without the accents, which only small letters bear; a dieresis stays."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text.upper()).replace("\u0301", ""))


CYRILLIC = Alphabet(
    "Cyrillic", re.compile(r"[\u0400-\u052f]"), "абвгдежзиклмнопрстуфхцчшьюя",
    "manpages-ru manpages-uk manpages-sr fortunes-ru fortunes-bg "
    "hunspell-ru hunspell-uk hunspell-be hunspell-bg hunspell-sr hunspell-kk",
    (Language("Russian", 4.0, "ru_RU", "ru", "ru/*.u8"),
     Language("Ukrainian", 2.0, "uk_UA", "uk"),
     Language("Bulgarian", 1.2, "bg_BG", fortunes="bg/*.u8"),
     Language("Serbian", 1.2, "sr_RS", "sr"),
     Language("Belarusian", 0.8, "be_BY"),
     Language("Kazakh", 0.8, "kk_KZ")),
    frames=("«{}»", "„{}“", "({})", '"{}"', "— {}", "• {}"))

KOREAN = Alphabet(
    "Korean", re.compile(r"[\uac00-\ud7a3\u3131-\u3163]"), "가나다라마바사아자차카타파하",
    "hunspell-ko installation-guide-amd64 libreoffice-help-ko",
    (Language("Korean", 1.0, "ko", guide="ko", help="ko"),),
    fewest=4, script="korean",
    numbers=("{}", "{}%", "{}원", "₩{}", "{}개", "{}명", "{}층", "{}℃", "{}년", "{}월", "{}일", "{}시", "제{}호", "{}번"),
    frames=("({})", "[{}]", "<{}>", "「{}」", "『{}』", "‘{}’", "“{}”", '"{}"', "· {}", "• {}", "▶ {}", "※ {}", "■ {}",
            "○ {}", "● {}", "★ {}", "→ {}", "{}~", "{}ㅋㅋ", "{}ㅠㅠ"))

GREEK = Alphabet(
    "Greek", re.compile(r"[\u0370-\u03ff]"), "αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώ",
    "hunspell-el manpages-el installation-guide-amd64 libreoffice-help-el",
    (Language("Greek", 1.0, "el_GR", "el", guide="el", help="el"),),
    numbers=("{}", "{}%", "{} €", "{}€", "Αρ. {}", "{}ο", "{}η"), frames=("«{}»", "“{}”", "({})", '"{}"', "- {}", "• {}"),
    capitals=greek_capitals)

VIETNAMESE = Alphabet(
    "Vietnamese", re.compile(r"[\u00c0-\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
                             r"\u1ea0-\u1ef9]"), "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "hunspell-vi manpages-vi installation-guide-amd64 libreoffice-help-vi",
    (Language("Vietnamese", 1.0, "vi_VN", "vi", guide="vi", help="vi"),),
    fewest=4, numbers=("{}", "{}%", "{} đ", "{}đ", "Số {}"), frames=("“{}”", "({})", '"{}"', "- {}", "• {}"))

ALPHABETS = (CYRILLIC, KOREAN, GREEK, VIETNAMESE)


def alphabets_of(charset: Iterable[str]) -> tuple[Alphabet, ...]:
    known = frozenset(charset)
    return tuple(alphabet for alphabet in ALPHABETS if alphabet.letters_are_in(known))


def wide_script(charset: Iterable[str], otherwise: str) -> str:
    """Of the faces that draw a charset's letters that are as wide as high."""
    return next((alphabet.script for alphabet in alphabets_of(charset) if alphabet.is_wide), otherwise)
