"""Reads pictures with the installed package and prints one JSON object: what the CPU is, and the text of each picture.

    PYTHON read_images.py PICTURE...

Runs in the interpreter under test, emulated or not, so it imports nothing but the package.
"""

import json
import sys

import dsocr_native as dsocr

reader = dsocr.Reader(threads=1)
json.dump({
    "info": dsocr.info(),
    "texts": {path: reader.read(path, max_side=256).text for path in sys.argv[1:]},
}, sys.stdout, default=str)
