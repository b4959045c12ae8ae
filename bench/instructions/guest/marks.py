"""Ends a section of the count, see plugin.c. For programs in the emulated Python."""

import contextlib
import os


def mark() -> None:
    with contextlib.suppress(OSError):  # there is no such process, which is the point
        os.getpriority(os.PRIO_PROCESS, 0xD50C)
