"""What an alphabet is to be taught with: its letters, its texts, what is usual in it. The table is `alphabets`."""

import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cached_property

from tools.data import corpora
from tools.errors import ToolError

_AROUND_WORDS = ".,:;!?\"'()[]<>{}«»„“”‘’…-–—/،؛؟।|"


@dataclass(frozen=True)
class Language:
    """`weight` is how often it is drawn against the others of its alphabet; the rest is where packages put its texts.

    `typed` has pairs of letters that are typed one for the other, by keyboards of other languages: wrong, right.
    """

    name: str
    weight: float
    dictionary: str = ""  # none: the words of the texts
    manual: str = ""
    fortunes: str = ""
    guide: str = ""
    help: str = ""
    messages: str = ""
    names: str = ""
    typed: tuple[str, ...] = ()


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
    weight: float = 1.0  # how often it is drawn against others of one charset
    is_wide: bool = False  # whether a letter is as wide as it is high
    is_spaced: bool = True  # between words
    digits: str = ""  # its own ten, if it has any
    numbers: tuple[str, ...] = ("{}", "{}%", "№{}")
    frames: tuple[str, ...] = ("«{}»", "({})", '"{}"', "— {}", "• {}")
    capitals: Callable[[str], str] = str.upper

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
        words = corpora.dictionary(self.language.dictionary) if self.language.dictionary else self._words_of_sentences()
        return corpora.once(word for word in words if self.alphabet.letters.search(word))

    def _words_of_sentences(self) -> list[str]:
        return [word.strip(_AROUND_WORDS) for line in self.sentences for word in line.split()]

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Empty, where no package has running text of the language."""
        of = self.language
        lines = [*corpora.manual(of.manual), *corpora.fortunes(of.fortunes), *corpora.guide(of.guide),
                 *corpora.help_pages(of.help), *corpora.messages(of.messages), *corpora.names(of.names)]
        right = str.maketrans(dict(of.typed))
        long_enough = (line for line in lines if len(self.alphabet.letters.findall(line)) >= self.alphabet.fewest)
        return corpora.once(line.translate(right) for line in long_enough)
