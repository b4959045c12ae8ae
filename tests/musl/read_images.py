"""Reads pictures with several threads, in a thread with as little stack as musl gives, and prints a JSON object.

    PYTHON read_images.py PICTURE...

Runs in the interpreter under test, so it imports nothing but the package.
"""

import json
import sys
import threading

import dsocr_native as dsocr

texts = {}


def read() -> None:
    reader = dsocr.Reader(threads=3)
    texts.update({path: reader.read(path).text for path in sys.argv[1:]})


threading.stack_size(1 << 20)  # Alpine's own Python gives as much
thread = threading.Thread(target=read)
thread.start()
thread.join()
json.dump(texts, sys.stdout)
