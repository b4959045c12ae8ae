"""Sentences and words to render, out of Debian's packages: manual pages, fortunes, licences, spelling dictionaries,
Debian's installation guide, the help of LibreOffice, translated messages, the names of Unicode's CLDR."""

import gettext
import gzip
import html
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from tools.errors import ToolError

CHINESE_PACKAGES = "manpages-zh fortunes-zh"
SHARE = Path("/usr/share")
OFFICE = Path("/usr/lib/libreoffice/program/resource")
HAN = re.compile(r"[\u4e00-\u9fff]")
_TROFF = re.compile(r"\\f\(..|\\f.|\\[&|^%c:]|\\\(..|\\\[[^]]*\]|\\\*.|\\s[+-]?\d|\\")
_INSIDE_A_LINE = re.compile(r"</?(a|abbr|acronym|b|code|em|i|kbd|span|strong|tt)\b[^>]*>")
_TAGS = re.compile(r"(?s)<(script|style)\b.*?</\1>|<[^>]*>")
_DIRECTIONS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # that stand between letters and are not seen
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'-]{1,14}")


@cache
def chinese_sentences() -> tuple[str, ...]:
    sentences = [*manual("zh_CN"), *fortunes("*.u8")]
    if not sentences:
        raise ToolError(f"no Chinese text is installed; apt-get install {CHINESE_PACKAGES}")
    return once(line for line in sentences if len(HAN.findall(line)) >= 4)


@cache
def english_sentences() -> tuple[str, ...]:
    """From the licence texts that every Debian system carries."""
    files = sorted((SHARE / "common-licenses").glob("*"))
    lines = [" ".join(line.split()) for path in files for line in path.read_text(errors="ignore").splitlines()]
    if not lines:
        raise ToolError("no English text lies under /usr/share/common-licenses, which Debian's base-files installs")
    return once(line for line in lines if len(line) > 20)


@cache
def english_words() -> tuple[str, ...]:
    return tuple(sorted({word for line in english_sentences() for word in _LATIN_WORD.findall(line)}))


def is_unseen(text: str) -> bool:
    """Whether the text, one of twenty, is kept for tests."""
    return zlib.crc32(text.encode()) % 20 == 0


def dictionary(name: str) -> list[str]:
    """Words of a spelling dictionary, without the marks behind the stroke that say how they are inflected."""
    path = SHARE / "hunspell" / f"{name}.dic"
    if not path.is_file():
        return []
    entries = path.read_text(encoding=_encoding(path)).splitlines()[1:]
    return [unicodedata.normalize("NFC", entry.partition("/")[0].strip()) for entry in entries]


def _encoding(path: Path) -> str:
    """A dictionary's, which stands in the rules beside it."""
    rules = path.with_suffix(".aff")
    named = re.search(rb"^SET\s+(\S+)", rules.read_bytes(), re.MULTILINE) if rules.is_file() else None
    return named[1].decode() if named else "utf-8"


def manual(language: str) -> list[str]:
    """Lines of the manual pages, without comments and commands of troff."""
    texts = (gzip.decompress(path.read_bytes()).decode("utf-8", "ignore")
             for path in _files("man", language, "man*/*.gz"))
    return [_plain(line) for text in texts for line in text.splitlines() if not line.startswith(('.\\"', "'\\\""))]


def fortunes(pattern: str) -> list[str]:
    return [_plain(line) for path in (_files("games", "fortunes", pattern) if pattern else ())
            for line in path.read_text(encoding="utf-8", errors="ignore").splitlines()]


def guide(language: str) -> list[str]:
    """Of Debian's installation guide."""
    return _web_pages(_files("doc/installation-guide-amd64", language, "*.html"))


def help_pages(language: str) -> list[str]:
    """Of LibreOffice."""
    return _web_pages(_files("libreoffice/help", language, "**/*.html"))


def messages(language: str) -> list[str]:
    """Of LibreOffice and of all programs that are installed, without the marks of menus' keys."""
    if not language:
        return []
    catalogs = [path for root in (OFFICE, SHARE / "locale")
                for path in sorted((root / language / "LC_MESSAGES").glob("*.mo"))]
    lines = (line for path in catalogs for text in _translations(path) for line in text.splitlines())
    return [_in_one_form(re.sub(r"[~_]|<[^>]*>", "", line)) for line in lines]


def _translations(catalog: Path) -> Iterator[str]:
    with catalog.open("rb") as file:
        translations = gettext.GNUTranslations(file)
    # The catalogue itself, which the class keeps to itself: no call of gettext lists what is in one.
    yield from translations._catalog.values()  # noqa: SLF001


def names(language: str) -> list[str]:
    """Of countries, provinces, languages, days, units and pictographs, by CLDR; no patterns and no lists of letters."""
    files = [path for part in ("main", "annotations", "subdivisions")
             for path in _files("unicode/cldr/common", part, f"{language}.xml")]
    elements = (element for path in files for element in ElementTree.parse(path).iter())
    texts = (element.text for element in elements if element.text and not set(element.text) & set("{[¤#"))
    return [_in_one_form(name) for text in texts for name in text.split("|")]


def _in_one_form(line: str) -> str:
    return unicodedata.normalize("NFC", " ".join(_DIRECTIONS.sub("", line).split()))


def _files(folder: str, language: str, pattern: str) -> list[Path]:
    return sorted((SHARE / folder / language).glob(pattern)) if language else []


def _web_pages(paths: list[Path]) -> list[str]:
    texts = (path.read_text(encoding="utf-8", errors="ignore") for path in paths)
    lines = (line for text in texts for line in _TAGS.sub("\n", _INSIDE_A_LINE.sub("", text)).splitlines())
    return [_in_one_form(html.unescape(line)) for line in lines]


def _plain(line: str) -> str:
    line = re.sub(r"\x1b\[[0-9;]*m", "", line)
    line = re.sub(r"^\.[A-Z]{1,2}\s+", "", line)
    return " ".join(_TROFF.sub("", line.replace(r"\-", "-")).replace('"', "").split())


def once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
