"""Messages in the language of the locale: English, or Chinese where there is a translation."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import Mapping, Optional, Sequence, Tuple

EXAMPLE = re.compile(r"^(  \S.*? {3,})(\S.*)$", re.MULTILINE)  # a command, and behind it what it does


def language_of(environment: Mapping[str, str]) -> str:
    """"zh" or "en", by the variables that POSIX names, in their order."""
    locale = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


@lru_cache(maxsize=None)
def language() -> str:
    """Of this process."""
    return language_of(os.environ)


def catalogue() -> Mapping[str, str]:
    """English text to translation; empty where messages stay as they are."""
    if language() != "zh":
        return {}
    from .chinese import MESSAGES

    return MESSAGES


def translated(text: str) -> str:
    """The text in the reader's language."""
    return catalogue().get(text, text)


def translated_help(text: Optional[str]) -> str:
    """An option's help. Older versions of argparse tell the default of an option that has a --no twin; newer do not."""
    return translated((text or "").partition(" (default: %(default)s)")[0])


def translated_examples(text: str) -> str:
    """Examples whose commands stay as they are and whose remarks are translated."""
    rows = EXAMPLE.sub(lambda match: match[1] + translated(match[2]), text).splitlines()
    return "\n".join(translated(row) for row in rows)


def translated_error(message: str) -> str:
    """A whole sentence that was put together elsewhere; as it is where no pattern knows it."""
    for pattern, translation in patterns():
        if re.search(pattern, message, re.DOTALL):
            return re.sub(pattern, translation, message, flags=re.DOTALL)
    return message


def patterns() -> Sequence[Tuple[str, str]]:
    """Regular expressions over English sentences, and what they become."""
    if language() != "zh":
        return ()
    from .chinese import PATTERNS

    return PATTERNS
