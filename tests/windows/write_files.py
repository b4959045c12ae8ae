"""Draws into a folder, over a file that is there, and prints what becomes of it as a JSON object.

    PYTHON write_files.py PICTURE FOLDER

Runs in the interpreter under test, so it imports nothing but the package.
"""

import json
import os
import sys

import dsocr_native as dsocr

picture, folder = sys.argv[1:]
page = dsocr.Reader("fast", threads=1).read(picture)
failures = []
for _ in range(2):
    page.draw(os.path.join(folder, "画.png"))
with open(os.path.join(folder, "empty.png"), "wb"):
    pass
os.mkdir(os.path.join(folder, "folder.png"))
for name in (os.path.join("no", "such", "folder.png"), "folder.png"):
    try:
        page.draw(os.path.join(folder, name))
    except (dsocr.Error, OSError) as error:
        failures.append(f"{type(error).__name__}: {error}".replace(folder, "FOLDER"))
for name in ("missing.png", "empty.png", "folder.png"):
    try:
        dsocr.read(os.path.join(folder, name))
    except dsocr.Error as error:
        failures.append(f"{type(error).__name__}: {error}".replace(folder, "FOLDER"))
json.dump({"files": sorted(os.listdir(folder)), "failures": failures}, sys.stdout)
