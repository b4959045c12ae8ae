"""Text to render: sentences from Debian's text packages, and made-up prices, dates, names, labels, rare characters."""

import random
import unicodedata
from collections.abc import Sequence
from functools import partial

from tools.data.alphabet import Alphabet, Texts
from tools.data.alphabets import ALPHABETS, alphabets_of
from tools.data.corpora import HAN, chinese_sentences, english_sentences, english_words, is_unseen
from tools.errors import ToolError

MANY_LETTERS = 500  # an alphabet with more needs its rare ones more often
_TRIES = 10_000  # a charset of digits alone spells one text in some hundreds


class TextSource:
    """Endless text of several kinds; only characters of `charset`. `rng` decides everything.

    `unseen`: of other alphabets the sentences and words that are kept for tests, and no made-up words; else the others.
    """

    def __init__(self, charset: list[str], rng: random.Random, unseen: bool = False) -> None:
        self._unseen = unseen
        self._known = set(charset) | {" "}
        self._han = [character for character in charset if HAN.match(character)]
        self._rng = rng
        han = ((self.chinese, 36), (self.mixed, 10), (self.rare, 16 * (not unseen))) if self._han else ()
        self._kinds = (*han, *(kind for alphabet in alphabets_of(charset)
                               for kind in self._kinds_of(alphabet, charset)),
                       (self.english, 16), (self.word, 10), (self.price_line, 5), (self.code, 4), (self.date, 3))

    def _kinds_of(self, alphabet: Alphabet, charset: list[str]) -> tuple:
        letters = [character for character in charset if alphabet.letters.match(character) and stands_alone(character)]
        rare = 0 if self._unseen else 8 if len(letters) < MANY_LETTERS else 24
        often = 36 * alphabet.weight
        return ((partial(self.sentence, alphabet), often), (partial(self.words, alphabet), often),
                (partial(self.rare_letters, letters), rare))

    def any(self, longest: int = 24) -> str:
        for _ in range(_TRIES):
            kind = self._rng.choices([k for k, _ in self._kinds], [w for _, w in self._kinds])[0]
            text = " ".join(c for c in kind(longest).split())
            if text and all(character in self._known for character in text):
                return text
        raise ToolError(f"of {_TRIES} texts the charset's {len(self._known)} characters could spell none; "
                        f"the texts are Chinese, English, {', '.join(a.name for a in ALPHABETS)} and numbers")

    def chinese(self, longest: int = 24) -> str:
        return self._piece(self._rng.choice(chinese_sentences()).replace(" ", ""), min(longest, 22))

    def mixed(self, longest: int = 24) -> str:
        """A Chinese sentence with spaces and English words kept."""
        return self._piece(self._rng.choice(chinese_sentences()), longest)

    def rare(self, longest: int = 24) -> str:
        """Every hanzi of the charset equally often."""
        return "".join(self._rng.choices(self._han, k=self._rng.randint(1, min(longest, 12))))

    def sentence(self, alphabet: Alphabet, longest: int = 24) -> str:
        """Out of a sentence, of a language that has any."""
        languages = [texts for texts in alphabet.installed if texts.sentences]
        if not languages:
            return self.words(alphabet, longest)
        text = self._drawn(alphabet, self._language(languages).sentences)
        text = self._piece(text, longest if alphabet.is_wide else longest * 2, between_words=True)
        return alphabet.capitals(text) if self._rng.random() < 0.15 else text

    def words(self, alphabet: Alphabet, longest: int = 24) -> str:
        """Words of one language's dictionary, as a sign, a label, a list or a bill has them."""
        rng = self._rng
        language = self._language(alphabet.installed)
        words = [self._drawn(alphabet, language.words) for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4)))]
        if rng.random() < 0.15:
            words.append(rng.choice(alphabet.numbers).format(self._number(alphabet)))
        joined = rng.choice((" ", " ", " ", ", ", " - ", "/")).join(words)
        joined += rng.choice(("", "", "", "", ".", ":", ";", "!", "?", "..."))
        if rng.random() < 0.12:
            joined = rng.choice(alphabet.frames).format(joined)
        joined = rng.choice((str, str, alphabet.capitals, str.title, str.capitalize))(joined)
        return joined[:longest if alphabet.is_wide else longest * 2]

    def _number(self, alphabet: Alphabet) -> str:
        rng = self._rng
        number = rng.choice((f"{rng.randint(1, 99999)}", f"{rng.randint(1, 99)}",
                             f"{rng.randint(1, 999)},{rng.randint(0, 99):02d}"))
        own = alphabet.digits and rng.random() < 0.5
        return number.translate(str.maketrans("0123456789", alphabet.digits)) if own else number

    def rare_letters(self, letters: list[str], longest: int = 24) -> str:
        """Every letter equally often."""
        text = "".join(self._rng.choices(letters, k=self._rng.randint(1, min(longest, 10))))
        return self._rng.choice((str, str.lower, str.upper))(text)

    def _drawn(self, alphabet: Alphabet, texts: tuple[str, ...]) -> str:
        for _ in range(_TRIES):
            text = self._rng.choice(texts)
            if is_unseen(text) == self._unseen:
                return text
        raise ToolError(f"of {len(texts)} {alphabet.name} texts none was found that is{'' if self._unseen else ' not'} "
                        f"kept for tests; the packages with texts are {alphabet.packages}")

    def _language(self, languages: Sequence[Texts]) -> Texts:
        return self._rng.choices(languages, [language.weight for language in languages])[0]

    def english(self, longest: int = 24) -> str:
        text = self._piece(self._rng.choice(english_sentences()), longest * 2)
        return self._rng.choice((str, str, str.upper, str.title))(text)

    def word(self, longest: int = 24) -> str:
        words = [self._rng.choice(english_words()) for _ in range(self._rng.choice((1, 1, 1, 2)))]
        return self._rng.choice((str, str.upper, str.upper, str.title))(" ".join(words))[:longest]

    def price_line(self, longest: int = 24) -> str:
        rng = self._rng
        amount = f"{rng.choice(('', '', 'RM ', '$', '¥', '￥'))}{rng.randint(0, 9999)}.{rng.randint(0, 99):02d}"
        name = rng.choice(("", rng.choice(english_words()), rng.choice(english_words()).upper(),
                           f"{rng.randint(1, 12)} x", "合计", "总计:", "TOTAL", "单价"))
        return f"{name} {amount}{rng.choice(('', '', ' SR', '元', '%'))}"

    def code(self, longest: int = 24) -> str:
        rng = self._rng
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        parts = ["".join(rng.choices(rng.choice((letters, "0123456789")), k=rng.randint(1, 6)))
                 for _ in range(rng.randint(1, 3))]
        return rng.choice("-/ .:#").join(parts)

    def date(self, longest: int = 24) -> str:
        rng = self._rng
        day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1990, 2030)
        clock = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        return rng.choice((f"{day:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{day:02d} {clock}", clock,
                           f"{year}年{month}月{day}日", f"Date: {day:02d}-{month:02d}-{year % 100:02d}"))

    def _piece(self, text: str, longest: int, between_words: bool = False) -> str:
        length = self._rng.randint(2, longest)
        start = self._rng.randrange(max(1, len(text) - length + 1))
        if between_words or text[:1].isascii():  # English is cut between words
            start = text.rfind(" ", 0, start + 1) + 1
        return text[start:start + length].strip()


def stands_alone(character: str) -> bool:
    """Not a mark on the letter before it."""
    return unicodedata.category(character)[0] not in "MC"
