"""Names the pictures of a folder that hold a text, the way grep does.

    python find_text.py "total" scans/
"""

import sys
from pathlib import Path

import dsocr_native as dsocr

wanted, folder = sys.argv[1].lower(), Path(sys.argv[2])
endings = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
pictures = sorted(path for path in folder.rglob("*") if path.suffix.lower() in endings)

for page in dsocr.Reader().read_many(pictures):
    if page.error is not None:
        print(page.error, file=sys.stderr)
    for line in page:
        if wanted in line.text.lower():
            print(f"{page.source}: {line.text}")
