"""Vowel signs of Devanagari and Tamil that are written behind their consonants and stand before them, or around them.

CTC meets signs as they stand, so the texts of lines have them so. What a recogniser has read is put back into the order of
writing by cpp/recognize/vowel_signs.h.
"""

import re

_CONSONANT = "[\u0915-\u0939]\u093c?"  # of Devanagari, with the dot that some have
_BEHIND = re.compile(f"({_CONSONANT}(?:\u094d{_CONSONANT})*)(\u093f)|([\u0b95-\u0bb9])([\u0bc6-\u0bc8\u0bca\u0bcb])")
_AROUND = {"\u0bca": ("\u0bc6", "\u0bbe"), "\u0bcb": ("\u0bc7", "\u0bbe")}


def as_they_stand(text: str) -> str:
    """Each such sign before the consonants that it belongs to; of one that stands around them, two."""
    return _BEHIND.sub(_turned, text)


def _turned(match: re.Match[str]) -> str:
    consonants, sign = match[1] or match[3], match[2] or match[4]
    before, after = _AROUND.get(sign, (sign, ""))
    return before + consonants + after
