"""Sentences and words to render, out of Debian's packages: manual pages, fortunes, licences, spelling dictionaries."""

import gzip
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tools.errors import ToolError

CHINESE_PACKAGES = "manpages-zh fortunes-zh"
CYRILLIC_PACKAGES = ("manpages-ru manpages-uk manpages-sr fortunes-ru fortunes-bg "
                     "hunspell-ru hunspell-uk hunspell-be hunspell-bg hunspell-sr hunspell-kk")
SHARE = Path("/usr/share")
HAN = re.compile(r"[\u4e00-\u9fff]")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
_TROFF = re.compile(r"\\f\(..|\\f.|\\[&|^%c:]|\\\(..|\\\[[^]]*\]|\\\*.|\\s[+-]?\d|\\")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'-]{1,14}")


@cache
def chinese_sentences() -> tuple[str, ...]:
    sentences = [*_manual("zh_CN"), *_fortunes("*.u8")]
    if not sentences:
        raise ToolError(f"no Chinese text is installed; apt-get install {CHINESE_PACKAGES}")
    return _once(line for line in sentences if len(HAN.findall(line)) >= 4)


@cache
def english_sentences() -> tuple[str, ...]:
    """From the licence texts that every Debian system carries."""
    files = sorted((SHARE / "common-licenses").glob("*"))
    lines = [" ".join(line.split()) for path in files for line in path.read_text(errors="ignore").splitlines()]
    if not lines:
        raise ToolError("no English text lies under /usr/share/common-licenses, which Debian's base-files installs")
    return _once(line for line in lines if len(line) > 20)


@cache
def english_words() -> tuple[str, ...]:
    return tuple(sorted({word for line in english_sentences() for word in _LATIN_WORD.findall(line)}))


@dataclass(frozen=True)
class CyrillicLanguage:
    """`weight` is how often it is drawn against the others; the rest is where its packages put their texts."""

    name: str
    weight: float
    dictionary: str
    manual: str = ""
    fortunes: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of the spelling dictionary, without the marks behind the stroke that say how they are inflected."""
        path = SHARE / "hunspell" / f"{self.dictionary}.dic"
        entries = path.read_text(encoding="utf-8").splitlines()[1:] if path.is_file() else []
        return _once(word for word in (entry.partition("/")[0].strip() for entry in entries) if CYRILLIC.search(word))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """None, where no package has running text of the language."""
        lines = [*(_manual(self.manual) if self.manual else ()), *(_fortunes(self.fortunes) if self.fortunes else ())]
        return _once(line for line in lines if len(CYRILLIC.findall(line)) >= 8)


CYRILLIC_LANGUAGES = (
    CyrillicLanguage("Russian", 4.0, "ru_RU", "ru", "ru/*.u8"),
    CyrillicLanguage("Ukrainian", 2.0, "uk_UA", "uk"),
    CyrillicLanguage("Bulgarian", 1.2, "bg_BG", fortunes="bg/*.u8"),
    CyrillicLanguage("Serbian", 1.2, "sr_RS", "sr"),
    CyrillicLanguage("Belarusian", 0.8, "be_BY"),
    CyrillicLanguage("Kazakh", 0.8, "kk_KZ"),
)


def is_unseen(text: str) -> bool:
    """Whether the text, one of twenty, is kept for tests."""
    return zlib.crc32(text.encode()) % 20 == 0


@cache
def cyrillic_languages() -> tuple[CyrillicLanguage, ...]:
    """Those that are installed."""
    installed = tuple(language for language in CYRILLIC_LANGUAGES if language.words)
    if not installed:
        raise ToolError(f"no Cyrillic text is installed; apt-get install {CYRILLIC_PACKAGES}")
    return installed


def _manual(language: str) -> list[str]:
    """Lines of the manual pages, without comments and commands of troff."""
    texts = (gzip.decompress(path.read_bytes()).decode("utf-8", "ignore")
             for path in sorted((SHARE / "man" / language).glob("man*/*.gz")))
    return [_plain(line) for text in texts for line in text.splitlines() if not line.startswith(('.\\"', "'\\\""))]


def _fortunes(pattern: str) -> list[str]:
    return [_plain(line) for path in sorted((SHARE / "games" / "fortunes").glob(pattern))
            for line in path.read_text(encoding="utf-8", errors="ignore").splitlines()]


def _plain(line: str) -> str:
    line = re.sub(r"\x1b\[[0-9;]*m", "", line)
    line = re.sub(r"^\.[A-Z]{1,2}\s+", "", line)
    return " ".join(_TROFF.sub("", line.replace(r"\-", "-")).replace('"', "").split())


def _once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
