"""Reads pictures with every kernel back end that this CPU runs, and prints a JSON object: the back end and the text.

    PYTHON read_images.py PICTURE...

Runs in the interpreter under test, so it imports nothing but the package.
"""

import json
import os
import sys

import dsocr_native as dsocr
from dsocr_native import _core

texts = {}
for backend in _core.kernel_backends():
    _core.set_kernel_backend(backend)
    reader = dsocr.Reader(threads=2)
    texts[backend] = {os.path.basename(path): reader.read(path).text for path in sys.argv[1:]}
json.dump(texts, sys.stdout)
