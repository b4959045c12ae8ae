"""Text to render: sentences from Debian's text packages, and made-up prices, dates, names, labels, rare characters."""

import gzip
import random
import re
from functools import cache
from pathlib import Path

from tools.errors import ToolError

CHINESE_PACKAGES = "manpages-zh fortunes-zh"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TROFF = re.compile(r"\\f.|\\[&|^%c]|\\\(..|\\\*.|\\-|\\s[+-]?\d|\\")
_TRIES = 10_000  # a charset of digits alone spells one text in some hundreds
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]{1,14}")


@cache
def chinese_sentences() -> tuple[str, ...]:
    manual = sorted(Path("/usr/share/man/zh_CN").glob("man*/*.gz"))
    fortunes = sorted(Path("/usr/share/games/fortunes").glob("*.u8"))
    if not manual and not fortunes:
        raise ToolError(f"no Chinese text is installed; apt-get install {CHINESE_PACKAGES}")
    texts = [gzip.decompress(path.read_bytes()).decode("utf-8", "ignore") for path in manual]
    texts += [path.read_text(encoding="utf-8", errors="ignore") for path in fortunes]
    lines = (_clean(line) for text in texts for line in text.splitlines() if not line.startswith(('.\\"', "'\\\"")))
    return tuple(dict.fromkeys(line for line in lines if len(_HAN.findall(line)) >= 4))


@cache
def english_sentences() -> tuple[str, ...]:
    """From the licence texts that every Debian system carries."""
    files = sorted(Path("/usr/share/common-licenses").glob("*"))
    lines = [" ".join(line.split()) for path in files for line in path.read_text(errors="ignore").splitlines()]
    if not lines:
        raise ToolError("no English text lies under /usr/share/common-licenses, which Debian's base-files installs")
    return tuple(dict.fromkeys(line for line in lines if len(line) > 20))


@cache
def english_words() -> tuple[str, ...]:
    return tuple(sorted({word for line in english_sentences() for word in _WORD.findall(line)}))


def _clean(line: str) -> str:
    line = re.sub(r"\x1b\[[0-9;]*m", "", line)
    line = re.sub(r"^\.[A-Z]{1,2}\s+", "", line)
    return " ".join(_TROFF.sub("", line).replace('"', "").split())


class TextSource:
    """Endless text of several kinds; only characters of `charset`. `rng` decides everything."""

    def __init__(self, charset: list[str], rng: random.Random) -> None:
        self._known = set(charset) | {" "}
        self._han = [character for character in charset if _HAN.match(character)]
        self._rng = rng
        han = ((self.chinese, 36), (self.mixed, 10), (self.rare, 16)) if self._han else ()
        self._kinds = (*han, (self.english, 16), (self.word, 10), (self.price_line, 5), (self.code, 4), (self.date, 3))

    def any(self, longest: int = 24) -> str:
        for _ in range(_TRIES):
            kind = self._rng.choices([k for k, _ in self._kinds], [w for _, w in self._kinds])[0]
            text = " ".join(c for c in kind(longest).split())
            if text and all(character in self._known for character in text):
                return text
        raise ToolError(f"of {_TRIES} texts the charset's {len(self._known)} characters could spell none; "
                        "the texts are Chinese, English and numbers")

    def chinese(self, longest: int = 24) -> str:
        return self._piece(self._rng.choice(chinese_sentences()).replace(" ", ""), min(longest, 22))

    def mixed(self, longest: int = 24) -> str:
        """A Chinese sentence with spaces and English words kept."""
        return self._piece(self._rng.choice(chinese_sentences()), longest)

    def rare(self, longest: int = 24) -> str:
        """Every hanzi of the charset equally often."""
        return "".join(self._rng.choices(self._han, k=self._rng.randint(1, min(longest, 12))))

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

    def _piece(self, text: str, longest: int) -> str:
        length = self._rng.randint(2, longest)
        start = self._rng.randrange(max(1, len(text) - length + 1))
        if text[:1].isascii():  # English is cut between words
            start = text.rfind(" ", 0, start + 1) + 1
        return text[start:start + length].strip()
