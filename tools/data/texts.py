"""Text to render: sentences from Debian's text packages, and made-up prices, dates, names, labels, rare characters."""

import random
from collections.abc import Sequence

from tools.data.corpora import (CYRILLIC, CYRILLIC_PACKAGES, HAN, CyrillicLanguage, chinese_sentences,
                                cyrillic_languages, english_sentences, english_words, is_unseen)
from tools.errors import ToolError

_TRIES = 10_000  # a charset of digits alone spells one text in some hundreds


class TextSource:
    """Endless text of several kinds; only characters of `charset`. `rng` decides everything.

    `unseen`: Cyrillic of the sentences and words that are kept for tests, and no made-up words; else of the others.
    """

    def __init__(self, charset: list[str], rng: random.Random, unseen: bool = False) -> None:
        self._unseen = unseen
        self._known = set(charset) | {" "}
        self._han = [character for character in charset if HAN.match(character)]
        self._cyrillic = [character for character in charset if CYRILLIC.match(character)]
        self._rng = rng
        rare = not unseen
        han = ((self.chinese, 36), (self.mixed, 10), (self.rare, 16 * rare)) if self._han else ()
        cyrillic = ((self.cyrillic, 36), (self.cyrillic_words, 36), (self.rare_cyrillic, 8 * rare))
        self._kinds = (*han, *(cyrillic if self._cyrillic else ()),
                       (self.english, 16), (self.word, 10), (self.price_line, 5), (self.code, 4), (self.date, 3))

    def any(self, longest: int = 24) -> str:
        for _ in range(_TRIES):
            kind = self._rng.choices([k for k, _ in self._kinds], [w for _, w in self._kinds])[0]
            text = " ".join(c for c in kind(longest).split())
            if text and all(character in self._known for character in text):
                return text
        raise ToolError(f"of {_TRIES} texts the charset's {len(self._known)} characters could spell none; "
                        "the texts are Chinese, English, Cyrillic and numbers")

    def chinese(self, longest: int = 24) -> str:
        return self._piece(self._rng.choice(chinese_sentences()).replace(" ", ""), min(longest, 22))

    def mixed(self, longest: int = 24) -> str:
        """A Chinese sentence with spaces and English words kept."""
        return self._piece(self._rng.choice(chinese_sentences()), longest)

    def rare(self, longest: int = 24) -> str:
        """Every hanzi of the charset equally often."""
        return "".join(self._rng.choices(self._han, k=self._rng.randint(1, min(longest, 12))))

    def cyrillic(self, longest: int = 24) -> str:
        """Out of a sentence, of a language that has any."""
        languages = [language for language in cyrillic_languages() if language.sentences]
        if not languages:
            return self.cyrillic_words(longest)
        language = self._language(languages)
        text = self._piece(self._drawn(language.sentences), longest * 2, between_words=True)
        return text.upper() if self._rng.random() < 0.15 else text

    def cyrillic_words(self, longest: int = 24) -> str:
        """Words of one language's dictionary, as a sign, a label, a list or a bill has them."""
        rng = self._rng
        language = self._language(cyrillic_languages())
        words = [self._drawn(language.words) for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4)))]
        if rng.random() < 0.15:
            words.append(rng.choice((f"{rng.randint(1, 99999)}", f"{rng.randint(1, 999)},{rng.randint(0, 99):02d}",
                                     f"№{rng.randint(1, 999)}", f"{rng.randint(1, 99)}%")))
        joined = rng.choice((" ", " ", " ", ", ", " - ", "/")).join(words)
        joined += rng.choice(("", "", "", "", ".", ":", ";", "!", "?", "..."))
        if rng.random() < 0.12:
            joined = rng.choice(("«{}»", "„{}“", "({})", '"{}"', "— {}", "• {}")).format(joined)
        return rng.choice((str, str, str.upper, str.title, str.capitalize))(joined)[:longest * 2]

    def rare_cyrillic(self, longest: int = 24) -> str:
        """Every letter of the charset equally often."""
        text = "".join(self._rng.choices(self._cyrillic, k=self._rng.randint(1, min(longest, 10))))
        return self._rng.choice((str, str.lower, str.upper))(text)

    def _drawn(self, texts: tuple[str, ...]) -> str:
        for _ in range(_TRIES):
            text = self._rng.choice(texts)
            if is_unseen(text) == self._unseen:
                return text
        raise ToolError(f"of {len(texts)} Cyrillic texts none was found that is{'' if self._unseen else ' not'} kept "
                        f"for tests; the packages with texts are {CYRILLIC_PACKAGES}")

    def _language(self, languages: Sequence[CyrillicLanguage]) -> CyrillicLanguage:
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
