"""A program's first reading: first_read.py {dsocr,rapidocr} PICTURE THREADS. Runs in the engine's own Python."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "evaluate"))
import worker  # noqa: E402  (the standard library and the engine alone)

engine, picture, threads = sys.argv[1:]
found = {"dsocr": worker.dsocr, "rapidocr": worker.rapidocr}[engine](int(threads), {})(picture)
print(len(found["lines"]))
