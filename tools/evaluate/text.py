"""Text as it is compared: normal forms, tokens, edit distance."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

_ENGLISH_WORD = re.compile("[a-z0-9]+")
SEVERAL = "mul"  # languages that put spaces between words, by ISO 639-2


def tokens(text: str, language: str) -> list[str]:
    """What page F1 counts, after NFKC and lower-casing: `en`, runs of a-z and 0-9; `mul`, runs of any letters, marks on
    them and digits; else single ones of these."""
    text = unicodedata.normalize("NFKC", text).lower()
    if language == "en":
        return _ENGLISH_WORD.findall(text)
    if language == SEVERAL:
        return ["".join(word) for is_word, word in groupby(text, _is_of_words) if is_word]
    return [character for character in text if _is_of_words(character)]


def _is_of_words(character: str) -> bool:
    r"""`\w` of Python's re takes no vowel signs of India, which are marks."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def comparable(text: str, language: str, caseless: bool) -> str:
    """A line as line accuracy and CER compare it: NFKC, single spaces (`en`, `mul`) or none, without case if asked."""
    words = unicodedata.normalize("NFKC", text).split()
    joined = (" " if language in ("en", SEVERAL) else "").join(words)
    return joined.lower() if caseless else joined


def edit_distance(a: str, b: str) -> int:
    """Levenshtein: the fewest insertions, deletions and substitutions that turn `a` into `b`."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]


def common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    """How many items the longest sequence has that both contain in its order."""
    row = [0] * (len(b) + 1)
    for left in a:
        diagonal = 0
        for j, right in enumerate(b, 1):
            diagonal, row[j] = row[j], diagonal + 1 if left == right else max(row[j], row[j - 1])
    return row[-1]
