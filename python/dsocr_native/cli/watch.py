"""Pictures that appear in a folder, told by looking again and again: no system service, works on every disk."""

from __future__ import annotations

import os
import time
from typing import Callable, Dict, Iterator, List, Tuple

from .inputs import pictures_in

State = Tuple[int, int]  # size and time of the last change, in nanoseconds


def appearing(
    folder: str, recursive: bool = True, seconds: float = 1.0, wait: Callable[[float], None] = time.sleep
) -> Iterator[List[str]]:
    """Yields, forever, the paths of pictures that are new since the last time, whole ones only: a file counts when its
    size and time did not change between two looks. Those that are there at this call are not new, unless they change.
    A file that is replaced counts again."""

    def look() -> Dict[str, State]:
        wait(seconds)
        return states(folder, recursive)

    return _looks(states(folder, recursive), look)


def _looks(known: Dict[str, State], look: Callable[[], Dict[str, State]]) -> Iterator[List[str]]:
    unfinished: Dict[str, State] = {}
    while True:
        now = look()
        changed = {path: state for path, state in now.items() if known.get(path) != state}
        whole = [path for path, state in changed.items() if unfinished.get(path) == state and state[0] > 0]
        known = {path: state for path, state in known.items() if path in now}
        known.update((path, changed[path]) for path in whole)
        unfinished = {path: state for path, state in changed.items() if path not in whole}
        if whole:
            yield whole


def states(folder: str, recursive: bool) -> Dict[str, State]:
    """Each picture's; one that goes away meanwhile is left out."""
    found: Dict[str, State] = {}
    for path in pictures_in(folder, recursive):
        try:
            about = os.stat(path)
        except OSError:
            continue
        found[path] = (about.st_size, about.st_mtime_ns)
    return found
