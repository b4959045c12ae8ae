"""Prints each line of a picture with its confidence and its place.

    python read_one.py receipt.jpg
"""

import sys

import dsocr_native as dsocr

page = dsocr.read(sys.argv[1])
print(f"{page.source}: {page.width} x {page.height} pixels, {page.elapsed_ms['total']:.0f} ms")
for line in page:
    (left, top), *_ = line.quad
    print(f"{line.confidence:.2f}  at {left:6.0f}, {top:6.0f}  {line.text}")
