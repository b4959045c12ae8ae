"""Text that XML can carry."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Characters that XML 1.0 forbids become the replacement character."""
    return FORBIDDEN.sub("\ufffd", text)
