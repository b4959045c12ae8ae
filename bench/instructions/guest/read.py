"""Reads pictures with the package, each in a section of its own: read.py OPTIONS.json PICTURE...

The first section is the start: import, open, one reading of the first picture made small. OPTIONS are those of
`Reader.read`. Prints one JSON object with the number of lines of each picture.
"""

import json
import sys

import dsocr_native as dsocr
from marks import mark

options, pictures = json.loads(sys.argv[1]), sys.argv[2:]
reader = dsocr.Reader(threads=1)
reader.read(pictures[0], max_side=64)
lines = []
for picture in pictures:
    mark()
    lines.append(len(reader.read(picture, **options)))
mark()
print(json.dumps({"lines": lines, "precision": reader.info["precision"], "backend": reader.info["backend"]}))
