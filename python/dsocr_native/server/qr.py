"""An address as a code that a phone scans from the terminal. The one home of segno."""

from __future__ import annotations

import io

import segno

BLACK_ON_WHITE, PLAIN = "\033[30;107m", "\033[0m"


def terminal_code(text: str) -> str:
    """Rows of half blocks, dark on white whatever the terminal's colours are."""
    rows = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out=rows, border=2, compact=True)
    inverted = rows.getvalue().translate(str.maketrans("█ ▀▄", " █▄▀"))
    return "".join(f"  {BLACK_ON_WHITE}{row}{PLAIN}\n" for row in inverted.splitlines() if row)
